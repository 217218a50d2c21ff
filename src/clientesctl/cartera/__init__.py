"""La cartera: en qué estado está cada cliente y a quién atender hoy."""
