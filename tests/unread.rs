//! Nothing that was meant for the site is passed over in silence: folders that cannot be read, a content that is not there,
//! files of another ending.

mod common;
mod harness;

use std::fs;

use common::{Site, tree};
use expect_test::expect;
use harness::{check, check_diagnostics, diagnostics, input_of};

const NOTE: &str = "---\ntitle: A note\ndate: 2025-02-06\n---\nIt was sent.\n";

#[test]
fn a_folder_that_was_renamed_stops_the_build_and_the_site_stands() {
    let site = Site::of(&format!("==> content/briefs/a.md\n{NOTE}"));
    site.build();
    let before = tree(&site.public());
    fs::rename(site.root().join("content"), site.root().join("contents")).expect("moves");
    for words in [&["build"][..], &["check"]] {
        let run = site.run(words);
        assert_eq!(run.code, 1, "{}", run.said);
        assert!(run.said.contains("error[no-content]: there is no `content/`"), "{}", run.said);
    }
    assert_eq!(before, tree(&site.public()));
}

#[test]
fn content_without_a_record_is_no_site_and_one_without_a_brief_is_told() {
    let told = |files: &[(&str, &str)]| {
        let site = [("site.toml", harness::SITE_TOML)];
        diagnostics(&check(&input_of(site.into_iter().chain(files.iter().copied()))))
    };
    expect![[r#"
        no-content at site.toml:1:1: there is no record in `content/`
            help: give the right folder with --root, or bring `content/` back; `demarche new brief` makes a first record
    "#]]
    .assert_eq(&told(&[("content/images/a.txt", "x")]));
    expect![[r#"
        no-brief at site.toml:1:1: no brief was read: `content/briefs/` is empty or not there
            help: bring the folder back, or make a first brief: `demarche new brief`
    "#]]
    .assert_eq(&told(&[("content/pages/about.md", "---\ntitle: About\n---\nOf this site.\n")]));
}

#[test]
fn files_that_look_like_records_are_told() {
    let site = format!(
        "==> content/briefs/a.md\n---\ntitle: A note\ndate: 2025-02-06\nrelated: b\nsources: turan\ntopics: diplomacy\n---\nOf [[c]]. More [@apa].\n\
         ==> content/briefs/b.MD\n{NOTE}\n==> content/briefs/c.markdown\n{NOTE}\n==> content/briefs/d.md.txt\n{NOTE}\n\
         ==> content/briefs/e.txt\n{NOTE}\n==> content/briefs/note.txt\nAn attachment.\n==> content/actors.yaml\n- {{id: x}}\n\
         ==> content/data/figures.yaml\na: 1\n==> content/notes/f.md\n{NOTE}"
    );
    check_diagnostics(
        &site,
        expect![[r#"
        unread-file at actors.yaml:1:1: the file looks like records and is read as none
            help: sources stand in `content/sources.yaml` and in `*.bib` files beside it, other records in `.md` files
        not-md at briefs/b.MD:1:1: `b.MD` is not read: records end with `.md`
            help: rename it to `b.md`
        not-md at briefs/c.markdown:1:1: `c.markdown` is not read: records end with `.md`
            help: rename it to `c.md`
        not-md at briefs/d.md.txt:1:1: `d.md.txt` is not read: records end with `.md`
            help: rename it to `d.md`
        unread-file at briefs/e.txt:1:1: the file looks like records and is read as none
            help: sources stand in `content/sources.yaml` and in `*.bib` files beside it, other records in `.md` files
        misplaced-file at notes/f.md:1:1: this folder is no kind of record
            help: a folder is a kind: move the file to one of `briefs`, `topics`, `actors`, `places`, `questions`, `threads` or `pages`
    "#]],
    );
}

#[test]
fn a_template_that_nothing_uses_is_told() {
    let site = "==> content/briefs/a.md\n---\ntitle: A note\ndate: 2025-02-06\nsources: [turan, apa]\ntopics: diplomacy\n---\nIt was sent.\n\
                ==> templates/breif.html\nx\n==> templates/mine/frame.html\nx\n==> templates/404.html\n{% include \"mine/part.html\" %}\n\
                ==> templates/mine/part.html\nx\n==> templates/brief.tera\nx\n";
    check_diagnostics(
        site,
        expect![[r#"
        unused-template at templates/breif.html:1:1: nothing uses the template `breif.html`
            help: did you mean `templates/brief.html`?
        unused-template at templates/brief.tera:1:1: nothing uses the template `brief.tera`
            help: give it the name of a template in the binary, or include it in one that is used
        unused-template at templates/mine/frame.html:1:1: nothing uses the template `mine/frame.html`
            help: give it the name of a template in the binary, or include it in one that is used
    "#]],
    );
}

/// The superuser may read everything, so the command runs as somebody else where the test runs as the superuser.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_ends_the_work_with_its_name() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    let allow = |place: &std::path::Path, mode: u32| {
        fs::set_permissions(place, fs::Permissions::from_mode(mode)).expect("can change");
    };
    let site =
        Site::of(&format!("==> content/briefs/a/x.md\n{NOTE}\n==> content/briefs/b/y.md\n{NOTE}\n==> other/z\n\n"));
    allow(site.desk(), 0o755);
    // Where the binary stands not everybody may look.
    let binary = site.desk().join("demarche");
    fs::copy(env!("CARGO_BIN_EXE_demarche"), &binary).expect("copies");
    let check = |folder: &str| {
        let place = site.root().join(folder);
        allow(&place, 0o311);
        let mut command = std::process::Command::new(&binary);
        command.arg("check").current_dir(site.root()).env("NO_COLOR", "1");
        if fs::read_dir(&place).is_ok() {
            command.uid(65534).gid(65534);
        }
        let output = command.output().expect("the binary runs");
        allow(&place, 0o755);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = check("content/briefs/b");
    assert_eq!(
        (code, said.as_str()),
        (Some(2), "error: cannot read content/briefs/b: Permission denied (os error 13)\n")
    );
    let (code, said) = check("");
    assert_eq!((code, said.as_str()), (Some(2), "error: cannot read the folder .: Permission denied (os error 13)\n"));
    let (code, said) = check("other");
    assert_eq!(code, Some(0), "no part of the site: {said}");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_out_of_the_site_or_over_a_file_of_it() {
    use std::os::unix::fs::symlink;

    let site = Site::of(&format!("==> content/briefs/a.md\n{NOTE}"));
    fs::create_dir(site.desk().join("elsewhere")).expect("makes");
    let untouched = || assert_eq!(tree(&site.desk().join("elsewhere")).len(), 0);
    symlink("../../elsewhere", site.root().join("content/topics")).expect("a link");
    symlink("../elsewhere", site.root().join(".demarche")).expect("a link");
    let run = site.run(&["new", "topic", "Trade"]);
    assert_eq!(run.code, 2, "{}", run.said);
    assert!(run.said.contains("content/topics leads out of"), "{}", run.said);
    untouched();
    let run = site.run(&["schema", "--write"]);
    assert_eq!(run.code, 2, "{}", run.said);
    untouched();
    fs::remove_file(site.root().join("content/topics")).expect("removes");
    for words in [
        &["build", "--timings=content/briefs/a.md"][..],
        &["export", "briefs", "-o", "content/briefs/a.md"],
        &["digest", "-o", "content/briefs/a.md"],
        &["export", "briefs", "-o", "site.toml"],
    ] {
        let run = site.run(words);
        assert_eq!(run.code, 2, "{}", run.said);
        assert!(run.said.contains("belongs to the site"), "{}", run.said);
    }
    assert_eq!(site.read("content/briefs/a.md"), NOTE);
    assert_eq!(site.run(&["build", "--timings=trace.json"]).code, 0);
}
