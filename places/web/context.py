def town(request):
    return {}
