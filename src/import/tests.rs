//! Whatever is in the files, an import ends: no panic, and every draft is a file with front matter.

use proptest::prelude::*;

use super::column_map::{self, ColumnMap};
use super::generator::Generator;
use super::source_table::{self, Dialect};
use super::to_markdown::{TextForm, markdown};
use super::{Import, posts, rows, timeline_js};
use crate::front_matter;

fn whole(import: &Import) {
    for draft in &import.drafts {
        let text = draft.record.text();
        let parts = front_matter::split(&"a.md".into(), &text).expect("front matter");
        serde_yaml::from_str::<serde_yaml::Mapping>(&text[parts.front]).expect("a mapping");
    }
}

/// Pieces that tables, posts and dates are made of.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("---\n".to_owned()),
        Just("+++\n".to_owned()),
        Just("title: A\n".to_owned()),
        Just("title = \"A\"\n".to_owned()),
        Just("date: 2025-02-06\n".to_owned()),
        Just("{\"title\": \"A\", \"date\": ".to_owned()),
        Just("Year,Headline\n".to_owned()),
        Just("2025;\"A\n".to_owned()),
        Just("<p><b>".to_owned()),
        Just("{{< x >}} [[y]] [@z]".to_owned()),
        "\\PC{0,12}",
        "[0-9./ T:,;|\"\n-]{0,16}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_ends(text in text(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for bytes in [text.as_bytes(), &bytes] {
            let mut import = Import::default();
            if let Ok(table) = source_table::read("a.csv", bytes, &Dialect::default(), &mut import) {
                let mut map = ColumnMap::proposed(&table);
                prop_assert!(column_map::read(&map.to_toml()).is_ok());
                map.cells.text = TextForm::Html;
                rows::briefs(&table, &map, &mut import);
                let _ = timeline_js::briefs(&table, &mut import);
            }
            whole(&import);
            for name in ["a.xlsx", "a.ods", "a.xls"] {
                let _ = source_table::read(name, bytes, &Dialect::default(), &mut import);
            }
        }
    }

    #[test]
    fn any_post_ends(text in text(), name in "[a-z0-9_.ə-]{0,14}(\\.md)?") {
        let files = [(format!("_posts/{name}.md"), text.into_bytes()), (name, Vec::new())];
        for generator in
            [Generator::Hugo, Generator::Jekyll, Generator::Zola, Generator::Eleventy, Generator::Obsidian]
        {
            let mut import = Import::default();
            let site = posts::folder::sort(generator, files.clone().into());
            posts::posts(generator, &site, chrono::DateTime::UNIX_EPOCH, &mut import);
            whole(&import);
        }
    }

    #[test]
    fn any_date_is_read_or_refused(text in "\\PC{0,20}|[0-9./ T:-]{0,20}", order in prop::option::of(prop_oneof![Just(super::date_cells::DateOrder::Dmy), Just(super::date_cells::DateOrder::Mdy)])) {
        if let Ok(dated) = super::date_cells::date(&text, order) {
            prop_assert!(dated.date.parse::<crate::edtf::Edtf>().is_ok(), "{text} → {dated:?}");
        }
    }
}

#[test]
fn html_nested_without_end_is_taken_as_it_is() {
    for html in ["<b>".repeat(200_000), "<ul><li>".repeat(100_000), "<div>".repeat(90), "<ul><li>".repeat(45)] {
        assert!(markdown(&format!("{html}words"), TextForm::Html).contains("words"));
    }
    let long = "A line.\n\n".repeat(6_000);
    assert_eq!(markdown(&long, TextForm::Plain).matches("A line.").count(), 6_000, "of any length");
}
