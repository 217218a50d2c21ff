"""Lo que se reparte: libros, páginas y listas nuevas, nunca el libro del dueño."""
