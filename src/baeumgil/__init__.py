"""배움길. The system a Korean local government runs its people's training on."""

__version__ = "0.1.0"
