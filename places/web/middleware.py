"""Turns « no directory at all » into a page instead of a crash."""

from ..directory.load import DirectoryUnavailable
from . import errors


class DirectoryMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, DirectoryUnavailable):
            return errors.unavailable(request)
        return None
