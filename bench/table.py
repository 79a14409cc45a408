"""Prints the table of one size: `table.py SIZE OUT`, from what bench/run left in OUT."""

import json
import os
import sys

size, out = sys.argv[1:]
with open(f"{out}/times.json", encoding="utf-8") as file:
    times = {result["command"]: result for result in json.load(file)["results"]}


def read(name):
    with open(f"{out}/{name}", encoding="utf-8") as file:
        return file.read().strip()


def tree(root):
    """Pages, files and bytes below a folder."""
    pages = files = size = 0
    for folder, _, names in os.walk(root):
        for name in names:
            files += 1
            pages += name.endswith(".html")
            size += os.path.getsize(os.path.join(folder, name))
    return pages, files, size


rows = {}
for name in ["demarche", "hugo", "related"]:
    run = times[name]
    pages, files, written = tree(f"{out}/made/{name}")
    rows[name] = [
        run["median"], min(run["times"]), run["user"] + run["system"],
        int(read(f"memory-{name}").splitlines()[-1]) / 1024, pages, files, written / 1e6,
    ]
heads = ["wall, median (s)", "wall, best (s)", "user + sys (s)", "peak memory (MiB)", "pages", "files", "written (MB)"]
print(f"\n{int(size):,} briefs, {len(times['hugo']['times'])} runs each, output removed before each\n")
print("| | Demarche | Hugo | Hugo ÷ Demarche | Hugo with “See also” | ÷ Demarche |\n|---|---:|---:|---:|---:|---:|")
for head, our, hugo, related in zip(heads, *rows.values()):
    form = "{:,.0f}" if head in ("pages", "files", "peak memory (MiB)") else "{:,.2f}"
    print(
        f"| {head} | {form.format(our)} | {form.format(hugo)} | {hugo / our:.2f} "
        f"| {form.format(related)} | {related / our:.2f} |"
    )
floor = min(float(line.split()[0]) for line in read("floors").splitlines())
print(f"\nThe floor: writing Demarche's tree with plain calls takes {floor:.2f} s, best of three.")
print(f"Stages: {read('stages').splitlines()[-1].split(' (')[-1].split('): ')[0]}")
