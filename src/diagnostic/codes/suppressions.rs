//! Codes of suppressions, which authors call silences.

use super::entry::Code;

pub(super) const CODES: &[Code] = &[
    Code::error("bad-silence", "a silence gives no reason, or cannot be read")
        .why("Who reads the file later must know why a warning is not heard: `# demarche: allow(no-topic): the reason`.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n# demarche: allow(no-topic)\nsources: turan\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\n# demarche: allow(no-topic): it belongs to none yet\nsources: turan\n---\n",
        ),
    Code::error("unknown-code", "a silence names a code that no fault has")
        .why("`demarche explain` lists every code.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n# demarche: allow(no-topik): it belongs to none yet\nsources: turan\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\n# demarche: allow(no-topic): it belongs to none yet\nsources: turan\n---\n",
        ),
    Code::error("silenced-error", "an error cannot be silenced")
        .why("With an error the site would be wrong; only warnings are matters of judgement. Mend it.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n# demarche: allow(unknown-topic): later\ntopics: diplomaci\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\n---\n",
        ),
    Code::warning("unused-silence", "a silence silences nothing")
        .why("What it was for is mended, or it stands in the wrong place; left there it would hide a later fault.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n# demarche: allow(no-topic): it belongs to none yet\ntopics: diplomacy\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\n---\n",
        ),
];
