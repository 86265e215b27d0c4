"""People: training, what it obliges to, conduct."""
