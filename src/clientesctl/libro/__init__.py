"""El único lugar que toca un libro en el disco."""
