"""La fábrica de los registros de ejemplo: gente inventada, con sus defectos contados."""
