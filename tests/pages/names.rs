//! Names: which record one stands for, when a name is told, and what never is one record.

use expect_test::{Expect, expect};

use crate::harness::{Page, check, check_diagnostics, check_links, diagnostics, input};

/// A site of briefs, each with lines of front matter of its own, named `a`, `b` and so on.
fn briefs(fronts: &[&str]) -> String {
    let brief = |(at, front): (usize, &&str)| {
        let name = char::from(b'a' + u8::try_from(at).expect("few briefs"));
        let topics = if front.contains("topics:") { "" } else { "topics: diplomacy\n" };
        format!(
            "==> content/briefs/{name}.md\n---\ntitle: Note {name}\ndate: 2025-02-06\nsources: [turan, apa]\n{topics}{front}\n---\n\
             A note.\n"
        )
    };
    fronts.iter().enumerate().map(brief).collect()
}

/// The codes of what is said of a site, each with its message.
fn said(site: &str) -> Vec<String> {
    let told = diagnostics(&check(&input(site)));
    told.lines().filter(|line| !line.starts_with(' ')).map(str::to_owned).collect()
}

#[test]
fn two_countries_are_no_slip() {
    for pair in [
        "Iran, Iraq",
        "Austria, Australia",
        "Niger, Nigeria",
        "Slovakia, Slovenia",
        "North Korea, South Korea",
        "Иран, Ирак",
        "Iceland, Ireland",
    ] {
        let site = briefs(&[&format!("actors: [{pair}]")]);
        let told = said(&site);
        assert!(told.iter().all(|line| line.starts_with("missing-record")), "{pair}: {told:#?}");
    }
}

#[test]
fn a_name_near_another_is_told_once_with_both_ways_out() {
    check_diagnostics(
        &briefs(&["topics: [trade, diplomacy]", "topics: [trades, diplomacy]"]),
        expect![[r#"
            missing-record at briefs/a.md:5:10: the topic `trade` has no file
                help: make `content/topics/trade.md` with `name:` between two `---` lines
            near-name at briefs/b.md:5:10: the topic `trades` has no file, and is nearly `trade`
                help: write `trade`; or, if it is another, make `content/topics/trades.md` with `name:` between two `---` lines
        "#]],
    );
}

#[test]
fn names_that_are_used_again_and_again_are_two() {
    let site = briefs(&["topics: [trade]", "topics: [trade]", "topics: [trades]", "topics: [trades]"]);
    assert!(said(&site).iter().all(|line| line.starts_with("missing-record")), "{:#?}", said(&site));
}

#[test]
fn where_a_whole_word_differs_nothing_is_near() {
    for pair in ["gas exports, gas imports", "customer-experience, user-experience", "search, research", "day-1, day-2"]
    {
        let told = said(&briefs(&[&format!("topics: [{pair}]")]));
        assert!(told.iter().all(|line| line.starts_with("missing-record")), "{pair}: {told:#?}");
    }
}

#[test]
fn a_near_name_has_no_fix() {
    let faults = check(&input(&briefs(&["topics: [trade, trades]"])));
    assert!(faults.iter().any(|fault| fault.diagnostic.code == "near-name"));
    assert!(faults.iter().all(|fault| fault.fix.is_none()), "{faults:#?}");
}

#[test]
fn what_must_have_a_target_is_an_error_without_one() {
    let site = briefs(&["in_response_to: [nothing]\nclaims: [{id: x, question: whyy, by: hacizade, says: So.}]"]);
    check_diagnostics(
        &site,
        expect![[r#"
        unknown-brief at briefs/a.md:6:18: unknown brief `nothing`
            help: make `content/briefs/nothing.md`
        unknown-question at briefs/a.md:7:28: unknown question `whyy`
            help: make `content/questions/whyy.md`
    "#]],
    );
}

#[track_caller]
fn addresses(site: &str, selector: &str, expected: Expect) {
    check_links(site, "/briefs/a/", selector, expected);
}

#[test]
fn names_that_differ_in_a_sign_have_pages_of_their_own() {
    addresses(
        &briefs(&["topics: [C, C++, 'C#', OPEC, OPEC+, G7, G7+, .NET, NET]"]),
        ".record",
        expect![[r#"
            C → ../../topics/c/index.html
            C++ → ../../topics/c-plus-plus/index.html
            C# → ../../topics/c-sharp/index.html
            OPEC → ../../topics/opec/index.html
            OPEC+ → ../../topics/opec-plus/index.html
            G7 → ../../topics/g7/index.html
            G7+ → ../../topics/g7-plus/index.html
            .NET → ../../topics/net/index.html
        "#]],
    );
}

#[test]
fn names_of_one_romanisation_have_pages_of_their_own_whichever_comes_first() {
    let one = briefs(&["topics: [山西, 陕西, 北京, 背景, عمان, عمّان]"]);
    let other = briefs(&["topics: [عمّان, عمان, 背景, 北京, 陕西, 山西]"]);
    let links = |site: &str| {
        let links = Page::of(site, "/briefs/a/").links(".record");
        let mut links: Vec<String> = links.lines().map(str::to_owned).collect();
        links.sort();
        links
    };
    assert_eq!(links(&one), links(&other));
    addresses(
        &one,
        ".record",
        expect![[r#"
        山西 → ../../topics/shanxi/index.html
        陕西 → ../../topics/shanxi-2/index.html
        北京 → ../../topics/beijing/index.html
        背景 → ../../topics/beijing-2/index.html
        عمان → ../../topics/mn/index.html
        عمّان → ../../topics/mn-2/index.html
    "#]],
    );
    check_diagnostics(
        &briefs(&["topics: [山西, 陕西]"]),
        expect![[r#"
        missing-record at briefs/a.md:5:10: the topic `山西` has no file
            help: make `content/topics/shanxi.md` with `name: "山西"` between two `---` lines
        missing-record at briefs/a.md:5:14: the topic `陕西` has no file
            help: make `content/topics/shanxi-2.md` with `name: "陕西"` between two `---` lines
    "#]],
    );
}

#[test]
fn the_exact_name_wins_over_the_folded_one() {
    let site =
        "==> content/actors/opec.md\n---\nname: OPEC\n---\n==> content/actors/opec-plus.md\n---\nname: OPEC+\n---\n";
    let site = format!("{}{site}", briefs(&["actors: [OPEC]", "actors: [OPEC+]", "actors: [Opec]"]));
    check_diagnostics(&site, expect![[r#""#]]);
    check_links(
        &site,
        "/briefs/b/",
        ".record",
        expect![[r#"
        Diplomacy → ../../topics/diplomacy/index.html
        OPEC+ → ../../actors/opec-plus/index.html
    "#]],
    );
}

#[test]
fn what_folding_joins_is_told_once() {
    let site = briefs(&["actors: [Aykhan Hajizada]", "actors: [Aykhan Hajizada, Müller]", "actors: [Muller]"]);
    check_diagnostics(
        &site,
        expect![[r#"
        folded-name at briefs/a.md:6:10: `Aykhan Hajizada` is taken for `Ayxan Hacızadə`
            help: write `hacizade`, or add `Aykhan Hajizada` to the `aliases:` of `hacizade`
        missing-record at briefs/b.md:6:27: the actor `Müller` has no file
            help: make `content/actors/muller.md` with `name: "Müller"` between two `---` lines
        folded-name at briefs/c.md:6:10: `Muller` is taken for `Müller`
            help: write one of the two everywhere; if they are two actors, make a file for each
    "#]],
    );
}

#[test]
fn a_name_in_another_alphabet_finds_its_record() {
    let places = "==> content/places/xankendi.md\n---\nname: Xankəndi\n---\n";
    let actors = "==> content/actors/lavrov.md\n---\nname: Sergey Lavrov\n---\n";
    let site = format!("{}{places}{actors}", briefs(&["places: [Khankendi]\nactors: [Сергей Лавров]"]));
    check_diagnostics(
        &site,
        expect![[r#"
        folded-name at briefs/a.md:6:10: `Khankendi` is taken for `Xankəndi`
            help: write `xankendi`, or add `Khankendi` to the `aliases:` of `xankendi`
        folded-name at briefs/a.md:7:10: `Сергей Лавров` is taken for `Sergey Lavrov`
            help: write `lavrov`, or add `Сергей Лавров` to the `aliases:` of `lavrov`
    "#]],
    );
}

const TAFTAN: &str = "==> content/places/taftan-iran.md\n---\nname: Taftan\n---\n==> content/places/taftan-pakistan.md\n---\nname: \
                      Taftan\n---\n";

#[test]
fn a_shared_name_is_an_error_only_where_it_is_used() {
    let site = format!("{}{TAFTAN}", briefs(&["places: [taftan-iran]", "places: [taftan-pakistan]"]));
    check_diagnostics(&site, expect![[r#""#]]);
    let site = format!("{}{TAFTAN}", briefs(&["places: [Taftan]"])).replace("A note.\n", "At [[Taftan]].\n");
    check_diagnostics(
        &site,
        expect![[r#"
        shared-name at briefs/a.md:6:10: `Taftan` is the name of 2 places
            help: write the id: `taftan-iran` or `taftan-pakistan`
        shared-name at briefs/a.md:8:4: `Taftan` is the name of 2 places
            help: write the id: `taftan-iran` or `taftan-pakistan`
    "#]],
    );
}

#[test]
fn a_date_is_cut_from_the_name_of_a_brief_alone() {
    let site = "==> content/topics/2024-elections.md\n---\nname: The vote of 2024\n---\n==> \
                content/topics/2026-elections.md\n---\nname: The vote of 2026\n---\n==> \
                content/briefs/2025-02-06.md\n---\ntitle: A note\ndate: 2025-02-06\nsources: [turan, apa]\ntopics: [2024-elections, \
                2026-elections]\n---\nSee [[2024-01-19-call]] and [it](2024-01-19-call.md).\n==> \
                content/briefs/2024-01-19-call.md\n---\ntitle: A call\ndate: 2024-01-19\nsources: [turan, apa]\ntopics: \
                diplomacy\n---\nSee [[2025-02-06]] and [[2024-elections]].\n";
    check_diagnostics(site, expect![[r#""#]]);
    check_links(
        site,
        "/briefs/2025-02-06/",
        "article > div > p",
        expect![[r#"
        A call → ../../briefs/call/index.html
        it → ../../briefs/call/index.html
    "#]],
    );
    check_links(
        site,
        "/briefs/call/",
        "article > div > p",
        expect![[r#"
        A note → ../../briefs/2025-02-06/index.html
        The vote of 2024 → ../../topics/2024-elections/index.html
    "#]],
    );
}

#[test]
fn links_under_a_former_id_still_resolve_and_its_address_redirects() {
    let site = "==> content/topics/trade.md\n---\nname: Trade\nformer_ids: [commerce]\n---\n==> \
                content/briefs/phone-call.md\n---\ntitle: A call\ndate: 2024-01-19\nsources: [turan, apa]\ntopics: \
                [commerce]\naliases: [call]\n---\nA call.\n==> content/briefs/note.md\n---\ntitle: A note\ndate: \
                2025-02-06\nsources: [turan, apa]\ntopics: [trade]\nin_response_to: [call]\n---\nSee [[call]] and \
                [[topics/commerce]].\n";
    check_diagnostics(site, expect![[r#""#]]);
    check_links(
        site,
        "/briefs/note/",
        "article > div > p",
        expect![[r#"
        A call → ../../briefs/phone-call/index.html
        Trade → ../../topics/trade/index.html
    "#]],
    );
    check_links(
        site,
        "/topics/commerce/",
        "body",
        expect![[r#"
        Trade → ../../topics/trade/index.html
    "#]],
    );
    check_links(
        site,
        "/briefs/call/",
        "body",
        expect![[r#"
        A call → ../../briefs/phone-call/index.html
    "#]],
    );
}

#[test]
fn a_former_id_belongs_to_one_record() {
    let site = "==> content/topics/trade.md\n---\nname: Trade\nformer_ids: [commerce, diplomacy]\n---\n==> \
                content/topics/sales.md\n---\nname: Sales\nformer_ids: [commerce]\n---\n";
    let site = format!("{}{site}", briefs(&[""]));
    check_diagnostics(
        &site,
        expect![[r#"
            former-id at topics/trade.md:3:14: two topics claim the former id `commerce`
                help: an id leads to one record: take it out of one of the two
            former-id at topics/trade.md:3:24: `diplomacy` is the id of a topic that is there
                help: an id leads to one record: take it out of `former_ids:`
        "#]],
    );
}

#[test]
fn a_name_that_made_a_former_id_finds_the_record() {
    let topics = "==> content/topics/arbaeen.md\n---\nname: Pilgrimage\nformer_ids: [pilgrim-visas, shanxi]\n---\n";
    let site = format!("{}{topics}", briefs(&["topics: [Pilgrim visas]", "topics: [arbaeen]"]))
        .replace("A note.\n", "On [[Pilgrim visas]].\n");
    check_diagnostics(&site, expect![[r#""#]]);
    addresses(
        &site,
        ".record",
        expect![[r#"
            Pilgrimage → ../../topics/arbaeen/index.html
        "#]],
    );
    // A name that is another's in other letters makes an address of its own.
    check_diagnostics(
        &format!("{}{topics}", briefs(&["topics: [山西, arbaeen]", "topics: [arbaeen]"])),
        expect![[r#"
        missing-record at briefs/a.md:5:10: the topic `山西` has no file
            help: make `content/topics/shanxi-2.md` with `name: "山西"` between two `---` lines
    "#]],
    );
}
