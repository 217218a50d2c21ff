"""Contactos y demandas dictados."""

from __future__ import annotations

from clientesctl.captura.contacto import ContactoDicho, apuntar_contacto
from clientesctl.captura.demanda import DemandaDicha, apuntar_demanda
from clientesctl.captura.proxima_fecha import dentro_de

__all__ = ["ContactoDicho", "DemandaDicha", "apuntar_contacto", "apuntar_demanda", "dentro_de"]
