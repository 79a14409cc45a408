//! The least that writing a site can cost: `floor TREE OUT` reads a tree into memory, then writes the same tree elsewhere
//! with plain calls, and prints how long the writing alone took.

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let words: Vec<PathBuf> = env::args().skip(1).map(PathBuf::from).collect();
    let [tree, out] = words.as_slice() else {
        eprintln!("usage: floor TREE OUT");
        std::process::exit(2);
    };
    let (mut folders, mut files) = (Vec::new(), Vec::new());
    read(tree, Path::new(""), &mut folders, &mut files)?;
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let start = Instant::now();
    fs::create_dir_all(out)?;
    for folder in &folders {
        fs::create_dir(out.join(folder))?;
    }
    for (path, bytes) in &files {
        fs::write(out.join(path), bytes)?;
    }
    println!("{:.3} s, {} files, {bytes} bytes", start.elapsed().as_secs_f64(), files.len());
    Ok(())
}

/// The folders below a folder, each before those in it, and the files.
fn read(root: &Path, below: &Path, folders: &mut Vec<PathBuf>, files: &mut Vec<(PathBuf, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            folders.push(path.clone());
            read(root, &path, folders, files)?;
        } else {
            files.push((path.clone(), fs::read(entry.path())?));
        }
    }
    Ok(())
}
