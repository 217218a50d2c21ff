"""El registro de clientes en un libro de Excel, limpio, sin dobles y al día."""

__version__ = "0.1.0"
