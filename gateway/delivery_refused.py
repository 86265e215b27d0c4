"""Why a message did not leave."""


class Refused(Exception):
    """The other side, or our own prudence, said no; the text says what, without secrets."""


class NoConnection(Refused):
    """The server does not answer at all: nothing else needs to be tried with it now."""
