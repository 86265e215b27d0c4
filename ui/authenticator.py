"""The sign-in form of streamlit-authenticator, imported quietly.

Its import declares components of Streamlit, which warn that no page is being drawn. Nobody can act on that.
"""

import logging

NOISY = (
    "streamlit.runtime.caching.cache_data_api",
    "streamlit.runtime.scriptrunner_utils.script_run_context",
)
_loggers = [logging.getLogger(name) for name in NOISY]
for _logger in _loggers:
    _logger.disabled = True

from streamlit_authenticator import Authenticate  # noqa: E402
from streamlit_authenticator.controllers import AuthenticationController  # noqa: E402

for _logger in _loggers:
    _logger.disabled = False

__all__ = ["Authenticate", "AuthenticationController"]
