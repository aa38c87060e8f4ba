"""What stands around every page: errors, snapshots, twins, feeds, judgements, and the server itself."""

import csv
import io
import json
import logging
import re
import signal
import subprocess
import threading
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from dispatches import ANA, KARIM, contact, dispatch, kept, key
from merge_story import ATLAS, BLAST, DENIAL, MATIN
from webs import ONRECORD, Browser, Page, Site, routes, running, served

from onrecord.cli import main
from onrecord.errors import UsageError
from onrecord.merge.database import FILE
from onrecord.merge.index import Index
from onrecord.merged import Row, Sort
from onrecord.record import Record
from onrecord.store import Archive, Failure, Verdict
from onrecord.web import app, problems
from onrecord.web.app import application

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return served(tmp_path_factory.mktemp("frame") / "record")


# Errors


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "There is no such page."),
        ("/event/E0000000000", 404, "E0000000000"),
        ("/event/nonsense", 404, "nonsense"),
        ("/claim/C0000000000", 404, "C0000000000"),
        ("/actor/A0000000000", 404, "A0000000000"),
        ("/report/d000000000000", 404, "d000000000000"),
        ("/pair/Atlantis/Portugal", 404, "Atlantis"),
        ("/?snapshot=0123456789ab", 404, "no snapshot"),
        ("/search?snapshot=zz", 404, "no snapshot"),
        ("/search?since=2024-02-30", 400, "2024-02-30"),
        ("/search?since=yesterday", 400, "yesterday"),
        ("/pair/Portugal/Morocco?since=soon", 400, "soon"),
        ("/search?page=0", 400, "no number"),
        ("/search?page=%C2%B2", 400, "no number"),
        ("/search?page=9", 400, "no page 9"),
        ("/search?type=DANCE", 400, "no type"),
        ("/judgements?page=2", 400, "no page 2"),
        ("/search?" + "&".join(f"country=X{n}" for n in range(300)), 400, "question mark"),
        ("/static/nothing.css", 404, "There is no such page."),
        ("/static/../app.py", 404, "There is no such page."),
        ("/static/%00", 404, "There is no such page."),
        ("/static/%2e%2e/app.py", 404, "There is no such page."),
        ("/judge", 405, "no such request"),
    ],
)
def test_what_is_wrong_is_said_on_a_page(site: Site, path: str, status: int, words: str) -> None:
    answer = site.browser.ask(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = Page.of(answer.text)
    assert words in page.words()
    assert page.words("//h1") == problems.TITLES[status]
    assert {"/", "/search"} <= set(page.links("//main//a"))
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/event/E0000000000.json", 404),
        ("/event/E0000000000.csv", 404),
        ("/search.json?since=soon", 400),
        ("/new.csv?snapshot=zz", 404),
        ("/nowhere.json", 404),
        ("/feed.atom?between=Portugal", 400),
        ("/feed.atom?between=Atlantis&between=Portugal", 400),
        ("/feed.atom?snapshot=zz", 404),
    ],
)
def test_programs_are_told_in_json(site: Site, path: str, status: int) -> None:
    answer = site.browser.ask(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["error"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_pages_are_only_read(site: Site, method: str) -> None:
    for path in ("/", "/search", f"/event/{site.call}", "/new.json", "/feed.atom"):
        answer = site.browser.ask(path, method=method)
        assert answer.status_code == 405
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_head_is_answered_as_get_is(site: Site) -> None:
    for path in routes(site):
        assert site.browser.ask(path, method="HEAD").status_code == 200


def test_a_defect_shows_no_traceback(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: str) -> None:
        raise ZeroDivisionError("secret/path.py")

    monkeypatch.setattr(app, "page_of", broken)
    logging.getLogger("onrecord.web").setLevel(logging.WARNING)
    for path, kind in (("/", "text/html"), ("/new.json", "application/json")):
        answer = site.browser.ask(path)
        assert answer.status_code == 500
        assert answer.headers["content-type"].startswith(kind)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "secret" not in answer.text
        assert "defect of Onrecord" in answer.text
    assert [record.getMessage() for record in caplog.records if record.name.startswith("onrecord")] == [
        f"GET '{path}': ZeroDivisionError('secret/path.py'); --debug shows where" for path in ("/", "/new.json")
    ]
    assert "Traceback" not in caplog.text


def test_a_record_that_cannot_be_read_is_said_to_be(tmp_path: Path) -> None:
    folder = kept(tmp_path / "record", [ATLAS])
    browser = Browser(application(folder))
    assert browser.ask("/").status_code == 200
    (folder / "manifest.json").unlink()
    (folder / "manifest.copy.json").unlink()
    index = folder / FILE
    for path in index.parent.glob(index.name + "*"):
        path.write_bytes(b"no database" * 1000)
    for asked in ("/", "/search", "/new.json", f"/report/{key(ATLAS)}?snapshot=0123"):
        answer = browser.ask(asked)
        assert answer.status_code in (400, 404, 503), asked
        assert "is no record" in answer.text or "cannot be read" in answer.text


# Snapshots


def test_the_newest_snapshot_is_shown_and_named(tmp_path: Path) -> None:
    folder = kept(tmp_path / "record", [ATLAS])
    browser = Browser(application(folder))
    first = Archive(folder).snapshot
    assert f"Snapshot {first[:12]} , the newest" in browser.page("/").words("//body/footer")
    kept(folder, [BLAST])  # beside the server
    second = Archive(folder).snapshot
    page = browser.page("/")
    assert f"Snapshot {second[:12]} , the newest" in page.words("//body/footer")
    assert not page.root.xpath("//p[@class='old']")
    old = browser.page(f"/search?snapshot={first[:12]}&type=ASSAULT")
    assert "newest" not in old.words("//body/footer")
    assert old.links("//p[@class='old']//a") == ["/search?type=ASSAULT"]
    assert "A blast" not in old.words()
    assert not old.root.xpath("//ol[@class='rows']")
    assert browser.ask(f"/new.json?snapshot={first}").json()["snapshot"] == first


def test_a_beginning_that_means_several_snapshots_means_none(tmp_path: Path) -> None:
    folder = kept(tmp_path / "record", [ATLAS])
    browser = Browser(application(folder))
    browser.page("/")
    while (beginning := shared(Archive(folder))) is None:
        kept(folder, [met(f"2024-05-{Archive(folder).number:02}")])
    assert browser.ask(f"/?snapshot={beginning}").status_code == 404
    assert browser.ask(f"/?snapshot={Archive(folder).snapshot[:8]}").status_code == 200


def shared(archive: Archive) -> str | None:
    """A digit with which the ids of the newest snapshot and of another begin."""
    first = archive.snapshot[0]
    return first if sum(known[0] == first for known in archive.snapshots) > 1 else None


def test_pages_are_shown_while_somebody_writes(site: Site) -> None:
    with Archive(site.folder).writing():
        for path in routes(site):
            site.browser.page(path)
        answer = site.browser.ask("/judge", form={"verdict": "wrong", "id": site.call, "back": "/network"})
    assert answer.status_code == 409
    page = Page.of(answer.text)
    assert "Nothing was changed" in page.words()
    assert page.link("Go back") == "/network"
    assert site.browser.ask(f"/event/{site.call}").status_code == 200


def test_a_record_that_is_being_made_can_be_served(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "record")
    with archive.writing():
        browser = Browser(application(archive.folder))
        answer = browser.ask("/")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "Load the page again" in answer.text
    assert browser.ask("/").status_code == 200


def test_what_is_committed_and_not_merged_is_not_shown_under_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    archive = Archive.create(folder)
    empty = archive.snapshot
    with archive.writing() as writer:
        with Index.open(archive):
            pass
        source = Archive(kept(tmp_path / "other", [ATLAS]))
        (commit,) = source.commits()
        writer.commit(commit.entries, {e.input: b"raw" for e in commit.entries})
        browser = Browser(application(folder))
        assert browser.ask("/new.json").json()["snapshot"] == empty
        with Index.open(archive) as index:
            index.catch_up()
    assert browser.ask("/new.json").json()["snapshot"] == archive.snapshot
    assert "Atlas Wire" in browser.page("/").words()
    permanent = f"/?snapshot={empty[:12]}"
    assert "holds no report" in browser.page(permanent).words()


def test_snapshots_that_many_links_go_back_to(tmp_path: Path) -> None:
    folder = kept(tmp_path / "record", *[[met(f"2024-{month:02}-15")] for month in range(1, 8)])
    browser = Browser(application(folder))
    for _ in range(2):
        for number, snapshot in enumerate(Archive(folder).snapshots, 1):
            said = browser.ask(f"/search.json?snapshot={snapshot[:12]}").json()
            assert (said["snapshot"], said["total"]) == (snapshot, number)


def test_a_link_shows_what_was_known_then(tmp_path: Path) -> None:
    site = served(tmp_path / "record")
    before = Archive(site.folder).snapshot[:12]
    archive = Archive(site.folder)
    with archive.writing() as writer:
        writer.commit((), {}, failures=[Failure("in/late.txt", "it is empty", "")])
        with Index.open(archive) as index:
            index.catch_up()
    judge(site, "different", site.call, f"{key(MATIN)}#e1")
    assert "in/late.txt" in site.browser.page("/limits").words()
    assert "in/late.txt" not in site.browser.page(f"/limits?snapshot={before}").words()
    assert "1 judgement " in site.browser.page("/judgements").words()
    assert "No judgement has been made" in site.browser.page(f"/judgements?snapshot={before}").words()
    assert "Le Matin" in site.browser.page(f"/event/{site.call}/coverage?snapshot={before}").words()


def test_many_ask_at_once(tmp_path: Path) -> None:
    site = served(tmp_path / "record")
    paths, found = [*routes(site)] * 2, []

    def ask(path: str) -> None:
        found.append((site.browser.ask(path).status_code, path))

    threads = [threading.Thread(target=ask, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    kept(site.folder, [BLAST, met("2024-06-01")])
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted((200, path) for path in paths)


def met(day: str) -> Record:
    events = [contact("met", ANA, KARIM, medium="in-person", date=day)]
    return dispatch(
        f"News of {day}", "2024-06-09", f"On {day} Ana Costa met Karim Haddad.", [ANA, KARIM], events=events
    )


# Twins and feeds


def test_twins_are_what_they_say(site: Site) -> None:
    for path in routes(site):
        bare, _, query = path.partition("?")
        bare = bare.rstrip("/") or "/new"
        data = site.browser.ask(f"{bare}.json?{query}")
        assert data.headers["content-type"] == "application/json", path
        assert next(iter(data.json())) == "snapshot"
        table = site.browser.ask(f"{bare}.csv?{query}")
        assert table.headers["content-type"] == "text/csv; charset=utf-8"
        assert re.fullmatch(r'attachment; filename="[a-z]+\.csv"', table.headers["content-disposition"])
        assert len({len(row) for row in csv.reader(io.StringIO(table.text))}) == 1, path


def test_cells_are_safe_in_a_spreadsheet(tmp_path: Path) -> None:
    events = [contact("met", ANA, KARIM, place="=HYPERLINK(1)", date="2024-05-01")]
    folder = kept(
        tmp_path / "r", [dispatch("X", "2024-05-02", "Ana Costa met Karim Haddad.", [ANA, KARIM], events=events)]
    )
    (row,) = csv.DictReader(io.StringIO(Browser(application(folder)).ask("/search.csv").text))
    assert row["place"] == "'=HYPERLINK(1)"


def test_the_addresses_of_a_page_are_its_own(site: Site) -> None:
    page = site.browser.page("/pair/foreign%20minister%20of%20Portugal/Morocco?since=2024-01-01")
    permanent = page.link("Permanent link to this page")
    assert permanent.startswith("/pair/foreign%20minister%20of%20Portugal/Morocco?since=2024-01-01&snapshot=")
    assert site.browser.page(permanent).words("//h1") == page.words("//h1")
    assert site.browser.ask("/search%3Ftype=DANCE").status_code == 404
    assert site.browser.ask("/pair/Portugal%3Fx/Morocco%23y").status_code == 404


def test_a_feed_is_made_once_for_a_snapshot(tmp_path: Path) -> None:
    site = served(tmp_path / "record")
    path = "/feed.atom?between=Portugal&between=Morocco"
    feed = site.browser.ask(path)
    assert feed.headers["content-type"] == "application/atom+xml"
    known = feed.headers["etag"]
    again = site.browser.ask(path, if_none_match=known)
    assert (again.status_code, again.content) == (304, b"")
    assert site.browser.ask(path).text == feed.text
    kept(site.folder, [met("2024-06-01")])
    newer = site.browser.ask(path, if_none_match=known)
    assert newer.status_code == 200
    assert newer.text.count("<entry>") == feed.text.count("<entry>") + 1
    old = Archive(site.folder).snapshots[-2]
    assert site.browser.ask(f"{path}&snapshot={old[:12]}").text == feed.text


def test_a_feed_of_everything_and_of_words(site: Site) -> None:
    everything, some = site.browser.ask("/feed.atom").text, site.browser.ask("/feed.atom?about=trawlers").text
    assert everything.count("<entry>") > some.count("<entry>") > 0
    assert "said by Ana Costa" in site.browser.ask("/feed.atom?speaker=Ana%20Costa").text


# Judgements


def judge(site: Site, verdict: str, *ids: str, back: str = "/judgements") -> str:
    """The path that a judgement leads to."""
    answer = site.browser.ask("/judge", form={"verdict": verdict, "id": list(ids), "back": back})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def taken_back_at(site: Site, path: str) -> str:
    """Take back, with the form that a page has, the latest judgement on what it shows."""
    form = site.browser.page(path).root.xpath("//section[@class='made']//form")[0]
    assert (form.get("method"), form.get("action")) == ("post", "/judge")
    fields = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    return str(site.browser.ask("/judge", form=fields).headers["location"])


def test_a_judgement_is_taken_back_where_it_was_made(tmp_path: Path) -> None:
    site = served(tmp_path / "record")
    here = f"/event/{site.call}"
    assert not site.browser.page(here).root.xpath("//section[@class='made']")
    assert judge(site, "different", site.call, f"{key(MATIN)}#e1", back=here) == here
    assert "not the same: 2 rows" in site.browser.page(here).words("//section[@class='made']")
    assert "not the same" in site.browser.page(f"/report/{key(MATIN)}").words("//section[@class='made']")
    assert taken_back_at(site, here) == here
    assert not site.browser.page(here).root.xpath("//section[@class='made']")


def test_what_was_judged_wrong_is_taken_back_on_its_report(tmp_path: Path) -> None:
    site = served(tmp_path / "record")
    here = f"/claim/{site.accusation}"
    assert judge(site, "wrong", site.accusation, back=here) == "/judgements"
    assert site.browser.ask(here).status_code == 404
    assert taken_back_at(site, f"/report/{key(ATLAS)}") == f"/report/{key(ATLAS)}"
    assert site.browser.ask(here).status_code == 200


def test_what_became_another_is_gone_on_to(tmp_path: Path) -> None:
    site = served(tmp_path / "record")
    seen = site.browser.ask("/search.json?type=CONSULT").json()
    two = [site.call, next(row["id"] for row in seen["rows"] if row["id"] != site.call)]
    form = {"verdict": "same", "id": two, "snapshot": seen["snapshot"]}
    led = {site.browser.ask("/judge", form=form | {"back": f"/event/{id_}"}).headers["location"] for id_ in two}
    (path,) = led
    assert "one and the same" in site.browser.page(path).words("//section[@class='made']")


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/x", "/\\evil.example", "javascript:1"])
def test_nobody_is_led_elsewhere(tmp_path: Path, back: str) -> None:
    folder = kept(tmp_path / "record", [ATLAS, DENIAL])
    browser = Browser(application(folder))
    event = browser.ask("/search.json").json()["rows"][0]["id"]
    answer = browser.ask("/judge", form={"verdict": "wrong", "id": event, "back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_form_that_is_none(site: Site) -> None:
    many = [f"E{number:010}" for number in range(300)]
    for form in ({}, {"verdict": "wrong"}, {"verdict": "", "id": site.call}, {"verdict": "wrong", "id": many}):
        assert site.browser.ask("/judge", form=form).status_code == 400
    assert site.browser.ask("/judge", form={"verdict": "undo", "id": "J0"}).status_code == 400
    gone = {"verdict": "wrong", "id": site.call, "snapshot": "zz"}
    assert site.browser.ask("/judge", form=gone).status_code == 400
    assert "No judgement has been made" in site.browser.page("/judgements").words()


def test_judgements_are_listed_a_page_at_a_time(tmp_path: Path) -> None:
    site = served(tmp_path / "record")
    archive = Archive(site.folder)
    with archive.writing() as writer:
        pairs = [(Row(key(MATIN), "e1"), Row(key(ATLAS), f"e{number}")) for number in range(26)]
        made = [writer.judgement(Verdict.SAME, Sort.EVENT, pair, None) for pair in pairs]
        writer.commit((), {}, judgements=made)
        with Index.open(archive) as index:
            index.catch_up()
    page = site.browser.page("/judgements")
    assert "26 judgements" in page.words()
    assert len(page.root.xpath("//ol/li/section")) == 25
    assert len(site.browser.page(page.link("Earlier")).root.xpath("//ol/li/section")) == 1


# The server


def test_the_server_from_start_to_stop(tmp_path: Path) -> None:
    folder = kept(tmp_path / "record", [ATLAS])
    with running(folder) as (address, server):
        with urlopen(address) as answer:  # noqa: S310
            assert "What is new" in answer.read().decode()
            assert "server" not in answer.headers
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"{address}/nowhere")  # noqa: S310
        port = address.rpartition(":")[2]
        second = [str(ONRECORD), "serve", str(folder), "--port", port]
        other = subprocess.run(second, capture_output=True, text=True, check=False)  # noqa: S603
        assert (other.returncode, other.stdout) == (2, "")
        assert f"port {port} cannot be used" in other.stderr
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=10) in (0, 130)
        assert server.stderr is not None
        assert server.stderr.read() == ""


def test_serving_while_a_build_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    Archive.create(folder)
    samples = ROOT / "samples" / "stories.jsonl"
    with running(folder) as (address, _):
        build = [str(ONRECORD), "build", str(samples), "--to", str(folder)]
        with subprocess.Popen(build, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as building:  # noqa: S603
            seen = [snapshot_at(address)]
            while building.poll() is None:
                seen.append(snapshot_at(address))
        assert building.returncode == 0
        assert snapshot_at(address) == Archive(folder).snapshot
    assert len(set(seen)) <= len(Archive(folder).snapshots) + 1


def snapshot_at(address: str) -> str:
    with urlopen(f"{address}/search.json") as answer:  # noqa: S310
        return str(json.load(answer)["snapshot"])


@pytest.mark.parametrize("words", ["65536", "-1", "http", "²", ""])
def test_a_port_that_is_none(words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["serve", str(tmp_path), f"--port={words}"])
    assert "is no port" in capsys.readouterr().err


def test_no_record_to_serve(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no record"):
        application(tmp_path)
