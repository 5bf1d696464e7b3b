import time
from tests.pages.test_look import *
def test_profile(house, capsys):
    with house.window("lea", reduced_motion="reduce") as w, capsys.disabled():
        print()
        w.goto(f"okrs/KR-{house.stock.full}/")
        print([a.get_attribute("href") for a in w.locator("a[href*=correction]").all()], house.stock.check_in)
        for path in (f"okrs/KR-{house.stock.full}/", "teams/platform/", "imports/"):
            t=time.time(); w.set_viewport_size(DESK); w.emulate_media(color_scheme="light"); w.goto(path); print(path, "goto", time.time()-t)
            t=time.time(); w.evaluate(AXE_SCRIPT); print("inject", time.time()-t)
            rules={"type":"tag","values":TAGS}; col={"type":"rule","values":COLOURS}
            for size in (DESK, PHONE):
                w.set_viewport_size(size)
                for theme, j in (("light", rules), ("dark", col), ("dark", rules)):
                    t=time.time(); w.emulate_media(color_scheme=theme); t1=time.time(); w.evaluate(JUDGE, j); print(theme, j["type"], "media", round(t1-t,2), "run", round(time.time()-t1,2))
            print(w.evaluate("""async () => { const t={}; const r = await axe.run(document, {runOnly:{type:'tag',values:["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}, performanceTimer:false}); return [document.querySelectorAll('*').length, r.passes.length] }"""))
