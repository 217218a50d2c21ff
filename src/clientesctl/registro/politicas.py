"""Las políticas de un registro: lo que dice `clientesctl.toml`, o lo de siempre si no hay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clientesctl.registro.hallazgo import Gravedad
from clientesctl.registro.politica_copias import PoliticaCopias
from clientesctl.registro.politica_llamadas import PoliticaLlamadas


@dataclass(frozen=True)
class Politicas:
    """Qué se exige y con qué umbrales. Sin fichero, valen los valores de aquí.

    `libro` es la ruta del libro tal como está escrita: se cuenta desde la carpeta del fichero.
    `pais` es el código ISO de dos letras, o vacío para que lo digan los datos.
    `obligatorios` nombra campos; un grupo con «|» pide al menos uno («telefono|movil|email»).
    `columnas` es lo que manda sobre el reconocimiento: hoja → cabecera o letra → campo; un
    campo vacío dice que la columna no es ninguno. `hojas_protegidas`: si se escribe en una hoja que
    su dueño protegió en Excel (la protección sigue puesta). `impresos`: punto de recogida → los
    campos que se piden allí. `responsable` es quien responde de los datos, para el aviso de
    privacidad: nombre, id_fiscal, direccion, contacto, plazo y aviso. `recuperables` son las causas
    por las que se pierde a alguien que puede volver.
    """

    ruta: Path | None = None
    libro: str = ""
    hoja: str = ""
    pais: str = ""
    obligatorios: tuple[str, ...] = (
        "nombre|razon_social|nombre_completo|nombre_comercial",
        "codigo_postal",
        "telefono|movil|email|telefono_2|email_2",
    )
    reglas_apagadas: frozenset[str] = frozenset()
    gravedades: Mapping[str, Gravedad] = field(default_factory=dict)
    finalidades: Mapping[str, str] = field(default_factory=dict)
    listas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columnas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dias_inactivo: int = 45
    dias_preinactivo: int | None = None
    meses_revision: int = 6
    umbral_duplicados: float | None = None
    hojas_protegidas: bool = False
    impresos: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    responsable: Mapping[str, str] = field(default_factory=dict)
    copias: PoliticaCopias = field(default_factory=PoliticaCopias)
    llamadas: PoliticaLlamadas = field(default_factory=PoliticaLlamadas)
    recuperables: tuple[str, ...] = ("COMPETENCIA", "NO UTILIZA")
