//! The completions of a shell, made of the definition of the command line: words, kinds and codes, and the ids of the site in
//! the folder where one types.
//!
//! `clap_complete` can ask the program itself, by an engine that it calls unstable. So its scripts are taken as they are, and
//! where they would offer files for the value of `--topic` and the like, they ask `demarche list`.

use clap::Command;
use clap_complete::Shell;

/// The options whose value is an id: the option, the name of its value, and the kind to list.
const IDS: [(&str, &str, &str); 6] = [
    ("--topic", "TOPIC", "topics"),
    ("--actor", "ACTOR", "actors"),
    ("--place", "PLACE", "places"),
    ("--thread", "THREAD", "threads"),
    ("--source", "SOURCE", "sources"),
    ("--parent", "TOPIC", "topics"),
];

/// Returns the script for a shell.
pub(super) fn script(shell: Shell, command: &mut Command) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, "demarche", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    match shell {
        Shell::Bash => bash(&script),
        Shell::Zsh => zsh(script),
        Shell::Fish => fish(script),
        // The others offer words, kinds and codes.
        _ => script,
    }
}

/// What prints the ids of a kind, one a line.
fn ids(kind: &str) -> String {
    format!("demarche list {kind} 2>/dev/null | cut -d' ' -f1")
}

/// In a branch for an option, the line that offers files offers ids.
fn bash(script: &str) -> String {
    let mut made = String::with_capacity(script.len());
    let mut kind = None;
    for line in script.lines() {
        let word = line.trim();
        if let Some(option) = word.strip_suffix(')').filter(|option| option.starts_with('-')) {
            kind = IDS.iter().find(|(long, ..)| *long == option).map(|(.., kind)| *kind);
        }
        match kind.filter(|_| word.starts_with("COMPREPLY=($(compgen -f")) {
            Some(kind) => {
                let indent = &line[..line.len() - line.trim_start().len()];
                made.push_str(&format!("{indent}COMPREPLY=($(compgen -W \"$({})\" -- \"${{cur}}\"))\n", ids(kind)));
            }
            None => made.push_str(&format!("{line}\n")),
        }
    }
    made
}

/// The action after the name of a value adds ids.
fn zsh(script: String) -> String {
    IDS.iter().fold(script, |script, (_, value, kind)| {
        let action =
            format!(":{value}:{{compadd -- ${{(f)\"$(demarche list {kind} 2>/dev/null | cut -d\" \" -f1)\"}}}}");
        script.replace(&format!(":{value}:_default"), &action)
    })
}

/// Lines of their own add ids.
fn fish(mut script: String) -> String {
    for (long, _, kind) in IDS {
        let option = long.trim_start_matches('-');
        script.push_str(&format!("complete -c demarche -l {option} -x -a \"({})\"\n", ids(kind)));
    }
    script
}
