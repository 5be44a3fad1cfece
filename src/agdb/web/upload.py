"""A file that is handed in: in memory only, and no larger than is read."""

from __future__ import annotations

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

from agdb.web.security import UPLOAD_MOST


class SmallFile(MemoryFileUploadHandler):
    """Keeps a small file in memory; a larger one is not received to its end."""

    def handle_raw_input(self, *args: object, **kwargs: object) -> None:
        """Every file is kept in memory, for none is larger than that."""
        del args, kwargs
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Stop at the first byte too many; the form says that the file was too large."""
        if start + len(raw_data) > UPLOAD_MOST:
            raise StopUpload(connection_reset=False)
        return super().receive_data_chunk(raw_data, start)
