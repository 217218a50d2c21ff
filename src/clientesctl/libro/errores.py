"""Por qué un libro no se puede leer: cada clase toma los datos y escribe su frase."""

from __future__ import annotations

from pathlib import Path

from clientesctl.registro.errores import ErrorLibro


class LibroInexistente(ErrorLibro):
    """No hay ningún fichero con ese nombre."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"No existe el libro «{ruta}». Compruebe el nombre y la carpeta, "
            "o diga otro con --libro."
        )


class EsCarpeta(ErrorLibro):
    """Lo que se dio es una carpeta."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"«{ruta}» es una carpeta, no un libro. Diga qué fichero de ella con --libro."
        )


class NoEsFichero(ErrorLibro):
    """Lo que se dio es un dispositivo, una tubería o un enchufe: leerlo podría no acabar nunca."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"«{ruta}» no es un fichero corriente (es una tubería o un dispositivo). "
            "Guarde el libro en un fichero y dé su nombre."
        )


class SinPermiso(ErrorLibro):
    """El fichero está, pero no se deja leer."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"No hay permiso para leer «{ruta}». Pida acceso a su dueño o ejecute el programa "
            "con el usuario que lo abre en Excel."
        )


class FalloDeDisco(ErrorLibro):
    """El sistema no entregó los bytes (red caída, disco desconectado)."""

    def __init__(self, ruta: Path, motivo: str) -> None:
        self.ruta, self.motivo = ruta, motivo
        super().__init__(
            f"No se pudo leer «{ruta}»: {motivo}. Compruebe que el disco o la red siguen ahí "
            "y vuelva a intentarlo."
        )


class LibroVacio(ErrorLibro):
    """El fichero tiene cero bytes."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"«{ruta}» está vacío (0 bytes). Recupere una copia de seguridad o vuelva a guardarlo "
            "desde Excel."
        )


class LibroDanado(ErrorLibro):
    """Es un libro, pero le falta algo o está roto por dentro."""

    def __init__(self, ruta: Path, motivo: str) -> None:
        self.ruta, self.motivo = ruta, motivo
        super().__init__(
            f"«{ruta}» está dañado: {motivo}. Ábralo en Excel (que ofrece repararlo) y guárdelo, "
            "o recupere una copia de seguridad."
        )


class LibroCambiante(ErrorLibro):
    """Otro programa lo estaba escribiendo todo el rato que se intentó leer."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"«{ruta}» está cambiando mientras se lee: otro programa lo está guardando. "
            "Espere unos segundos y repita la orden."
        )


class LibroCifrado(ErrorLibro):
    """Pide contraseña y no se ha dado ninguna."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"«{ruta}» está protegido con contraseña. Póngala en la variable de entorno "
            "CLIENTESCTL_CLAVE y repita la orden."
        )


class CifradoAjeno(ErrorLibro):
    """Está cifrado de una manera que no se sabe abrir."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"«{ruta}» está cifrado de una forma que no se puede abrir aquí. Ábralo con el "
            "programa que lo hizo, quítele la contraseña o guárdelo como .xlsx, y repita."
        )


class ClaveEquivocada(ErrorLibro):
    """La contraseña que se dio no abre el libro."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        super().__init__(
            f"La contraseña dada no abre «{ruta}». Compruebe mayúsculas y acentos en "
            "CLIENTESCTL_CLAVE y repita la orden."
        )


class NoEsLibro(ErrorLibro):
    """Es otra cosa, se llame como se llame."""

    def __init__(self, ruta: Path, que_es: str) -> None:
        self.ruta, self.que_es = ruta, que_es
        super().__init__(
            f"«{ruta}» no es un libro: es {que_es}. Ábralo con su programa y guarde los datos "
            "como .xlsx o .csv."
        )


class LibroBomba(ErrorLibro):
    """Ocupa poco y se desplegaría hasta llenar la memoria."""

    def __init__(self, ruta: Path, motivo: str) -> None:
        self.ruta, self.motivo = ruta, motivo
        super().__init__(
            f"«{ruta}» parece hecho para bloquear a quien lo abra: {motivo}. No se ha leído; "
            "no lo abra y pregunte a quien se lo envió."
        )


class DemasiadoGrande(ErrorLibro):
    """Leerlo pediría más memoria o tiempo del que es prudente gastar."""

    def __init__(self, ruta: Path, motivo: str) -> None:
        self.ruta, self.motivo = ruta, motivo
        super().__init__(
            f"«{ruta}» es demasiado grande para leerlo con seguridad: {motivo}. Deje en un libro "
            "aparte la hoja de clientes, guárdelo como .xlsx y repita la orden."
        )
