import time
def test_probe(visitor):
    v = visitor()
    p = v.goto_results()
    print(p.locator("[data-map-status]").text_content(), p.locator(".total").first.text_content())
    print([m.text_content() for m in p.locator(".bunch").all()], p.locator(".pin").count())
    print(v.seen, p.evaluate("refused"))
    p.screenshot(path="/tmp/a.png")
    b = p.locator(".card [data-show]").first
    print(p.locator(".card h2").first.text_content())
    b.click(); time.sleep(1)
    print(p.locator(".leaflet-popup").all_text_contents(), [m.text_content() for m in p.locator(".bunch").all()], p.locator(".pin").count())
    p.screenshot(path="/tmp/b.png")
def test_probe2(visitor):
    v = visitor(java_script_enabled=False)
    p = v.goto("/")
