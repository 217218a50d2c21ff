"""Un Chromium sin ventana, mandado por una tubería: lo que ve quien abre una página."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self


class Navegador:
    """Un navegador abierto; `peticiones` son las direcciones que ha pedido cada página."""

    def __init__(self, programa: str) -> None:
        self._carpeta = TemporaryDirectory(ignore_cleanup_errors=True)
        suya, self._escribir = os.pipe()
        self._leer, ajena = os.pipe()
        # Chromium lee las órdenes por el descriptor 3 y contesta por el 4.
        orden = f'exec 3<&{suya} 4>&{ajena}; exec "$0" "$@"'
        self._proceso = subprocess.Popen(
            ["bash", "-c", orden, programa, "--headless", "--no-sandbox", "--disable-gpu",
             f"--user-data-dir={self._carpeta.name}", "--remote-debugging-pipe", "about:blank"],
            pass_fds=(suya, ajena), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(suya)
        os.close(ajena)
        self._pendiente = b""
        self._numero = 0
        self.peticiones: list[str] = []
        destinos = self._mandar("Target.getTargets")["targetInfos"]
        pagina = next(d["targetId"] for d in destinos if d["type"] == "page")
        self._sesion: str | None = None
        adjunta = {"targetId": pagina, "flatten": True}
        self._sesion = self._mandar("Target.attachToTarget", **adjunta)["sessionId"]
        for dominio in ("Page", "Network", "Runtime"):
            self._mandar(f"{dominio}.enable")

    _sesion: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sesion = None
        os.close(self._escribir)
        self._proceso.kill()
        self._proceso.wait()
        os.close(self._leer)
        self._carpeta.cleanup()

    def abrir(self, ruta: Path, ancho: int, *, guiones: bool = True, oscuro: bool = False) -> None:
        """La página, vista en una pantalla de ese ancho."""
        self.peticiones.clear()
        tema = [{"name": "prefers-color-scheme", "value": "dark" if oscuro else "light"}]
        self._mandar(
            "Emulation.setDeviceMetricsOverride",
            width=ancho, height=900, deviceScaleFactor=1, mobile=ancho < 600,
        )  # fmt: skip
        self._mandar("Emulation.setEmulatedMedia", features=tema)
        self._mandar("Emulation.setScriptExecutionDisabled", value=not guiones)
        self._mandar("Page.navigate", url=ruta.absolute().as_uri())
        while self._siguiente().get("method") != "Page.loadEventFired":
            pass

    def valor(self, expresion: str) -> Any:
        """Lo que da una expresión en la página abierta."""
        dado = self._mandar("Runtime.evaluate", expression=expresion, returnByValue=True)
        return dado["result"].get("value")

    def _mandar(self, metodo: str, **datos: object) -> dict[str, Any]:
        self._numero += 1
        mensaje: dict[str, object] = {"id": self._numero, "method": metodo, "params": datos}
        if self._sesion:
            mensaje["sessionId"] = self._sesion
        os.write(self._escribir, json.dumps(mensaje).encode() + b"\0")
        while (respuesta := self._siguiente()).get("id") != self._numero:
            pass
        return dict(respuesta.get("result", {}))

    def _siguiente(self) -> dict[str, Any]:
        while b"\0" not in self._pendiente:
            trozo = os.read(self._leer, 1 << 16)
            if not trozo:
                raise RuntimeError("el navegador se ha cerrado")
            self._pendiente += trozo
        entero, _, self._pendiente = self._pendiente.partition(b"\0")
        mensaje: dict[str, Any] = json.loads(entero)
        if mensaje.get("method") == "Network.requestWillBeSent":
            self.peticiones.append(mensaje["params"]["request"]["url"])
        return mensaje
