"""How anything looks and behaves on screen."""
