"""Un módulo por grupo de órdenes: abre el registro, llama a quien calcula y reparte."""
