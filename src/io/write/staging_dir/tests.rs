//! The staging folder as builds that end well, are killed, or meet another leave it.

use super::*;

const SHORT: Duration = Duration::from_millis(60);

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().display().to_string()).collect();
    names.sort();
    names
}

#[test]
fn a_staging_folder_leaves_no_trace() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let dir = StagingDir::acquire(&root.path().join("public"), SHORT).expect("a staging folder");
    assert_eq!(names(root.path()), [".public.demarche"]);
    fs::write(dir.new_site().join("x"), "x").expect("can write");
    drop(dir);
    assert!(names(root.path()).is_empty());
}

#[test]
fn one_build_at_a_time() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let target = root.path().join("public");
    let dir = StagingDir::acquire(&target, SHORT).expect("a staging folder");
    let error = StagingDir::acquire(&target, SHORT).expect_err("taken").to_string();
    assert!(error.contains("another Demarche"), "{error}");
    assert!(StagingDir::acquire(&root.path().join("other"), SHORT).is_ok());
    let waiting = thread::spawn(move || StagingDir::acquire(&target, Duration::from_secs(5)).map(drop));
    thread::sleep(SHORT);
    dir.release().expect("an empty staging folder");
    waiting.join().expect("no panic").expect("a staging folder");
    assert!(names(root.path()).is_empty());
}

#[test]
fn many_builds_at_once_take_turns() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let target = root.path().join("public");
    let turn = || -> Result<()> {
        for _ in 0..40 {
            let dir = StagingDir::acquire(&target, Duration::from_secs(20))?;
            File::create_new(dir.new_site().join("mine"))?;
            dir.release()?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let builds: Vec<_> = (0..4).map(|_| scope.spawn(turn)).collect();
        for build in builds {
            build.join().expect("no panic").expect("a turn");
        }
    });
    assert!(names(root.path()).is_empty());
}

#[test]
fn a_folder_that_changes_while_it_is_looked_at_is_looked_at_again() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let folder = root.path().join(".public.demarche");
    // As it seems to one who looks for our file when one build has just gone and the next has just come.
    let look = || {
        fs::create_dir_all(folder.join(NEW)).expect("can make a folder");
        match StagingDir::try_lock(&folder).expect("can look") {
            LockAttempt::Foreign(Some(stamp)) => stamp,
            _ => panic!("`new` without our file is not ours"),
        }
    };
    let first = look();
    assert_eq!(look(), first, "nothing changed");
    thread::sleep(PAUSE);
    remove(&folder).expect("one build goes");
    assert_ne!(look(), first, "another came");
    let target = root.path().join("public");
    fs::write(folder.join(MARK), "").expect("can write");
    drop(StagingDir::acquire(&target, SHORT).expect("a staging folder"));
    assert!(names(root.path()).is_empty());
}

#[test]
fn what_a_killed_build_left_is_cleared() {
    for left in [&[][..], &[MARK], &["new/a/index.html", MARK]] {
        let root = tempfile::tempdir().expect("a temporary folder");
        let target = root.path().join("public");
        fs::create_dir_all(&target).expect("can make a folder");
        fs::write(target.join("index.html"), "standing").expect("can write");
        let folder = root.path().join(".public.demarche");
        fs::create_dir(&folder).expect("can make a folder");
        for file in left {
            let place = folder.join(file);
            fs::create_dir_all(place.parent().expect("a folder")).expect("can make a folder");
            fs::write(place, "left").expect("can write");
        }
        let dir = StagingDir::acquire(&target, SHORT).expect("a staging folder");
        assert!(names(&dir.new_site()).is_empty());
        dir.release().expect("an empty staging folder");
        assert_eq!(names(root.path()), ["public"]);
        assert_eq!(names(&target), ["index.html"]);
    }
}

/// A staging folder as it is when a build is killed between two moves.
fn cut_between_moves() -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    for file in ["new/index.html", "old/index.html", MARK] {
        let place = root.path().join(".public.demarche").join(file);
        fs::create_dir_all(place.parent().expect("a folder")).expect("can make a folder");
        fs::write(place, file).expect("can write");
    }
    root
}

#[test]
fn a_site_that_was_moved_aside_is_moved_back() {
    let root = cut_between_moves();
    let target = root.path().join("public");
    drop(StagingDir::acquire(&target, SHORT).expect("a staging folder"));
    assert_eq!(names(root.path()), ["public"]);
    assert_eq!(fs::read_to_string(target.join("index.html")).expect("a page"), "old/index.html");
}

#[test]
fn a_site_that_was_moved_aside_is_never_removed_for_another() {
    let root = cut_between_moves();
    let target = root.path().join("public");
    fs::create_dir(&target).expect("can make a folder");
    fs::write(target.join("mine"), "").expect("can write");
    let error = StagingDir::acquire(&target, SHORT).expect_err("two sites").to_string();
    assert!(error.contains("was filled since"), "{error}");
    assert!(root.path().join(".public.demarche/old/index.html").is_file());
    assert!(target.join("mine").is_file());
}

/// A folder beside an output folder that was filled, with an old site and no new one: a build was cut off, or refused,
/// after the swap.
#[test]
fn an_old_site_is_removed_only_when_all_that_is_not_ours_stands_elsewhere() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let (target, old) = (root.path().join("public"), root.path().join(".public.demarche/old"));
    for folder in [&target, &old] {
        fs::create_dir_all(folder).expect("can make a folder");
    }
    fs::write(old.with_file_name(MARK), "").expect("can write");
    fs::write(old.join("index.html"), "ours").expect("can write");
    super::super::manifest::save(&old, ["index.html"].into_iter()).expect("can write");
    fs::write(old.join("late"), "mine").expect("can write");
    for standing in [None, Some("another"), Some("page")] {
        let _ = standing.map(|text| fs::write(target.join("late"), text).expect("can write"));
        fs::write(target.join("index.html"), "new").expect("can write");
        let error = StagingDir::acquire(&target, SHORT).expect_err("a foreign file").to_string();
        assert!(error.contains("old/late was not made by Demarche and is not in "), "{error}");
        assert_eq!(fs::read(old.join("late")).expect("still there"), b"mine");
    }
    fs::write(target.join("late"), "mine").expect("can write");
    StagingDir::acquire(&target, SHORT).expect("nothing is lost").release().expect("removed");
    assert_eq!(names(root.path()), ["public"]);
    assert_eq!(names(&target), ["index.html", "late"]);
}

#[test]
fn a_folder_of_that_name_with_other_files_is_refused() {
    for file in ["mine", "new", "new/mine"] {
        let root = tempfile::tempdir().expect("a temporary folder");
        let place = root.path().join(".public.demarche").join(file);
        fs::create_dir_all(place.parent().expect("a folder")).expect("can make a folder");
        fs::write(&place, "mine").expect("can write");
        let error = StagingDir::acquire(&root.path().join("public"), SHORT).expect_err(file).to_string();
        assert!(error.contains("did not make"), "{error}");
        assert_eq!(fs::read_to_string(&place).expect("still there"), "mine");
    }
    let root = tempfile::tempdir().expect("a temporary folder");
    fs::write(root.path().join(".public.demarche"), "mine").expect("can write");
    assert!(StagingDir::acquire(&root.path().join("public"), SHORT).is_err());
    assert_eq!(names(root.path()), [".public.demarche"]);
}
