"""Prints the table of one briefing: `table.py SIZE FORM OUT`, from what bench/run left in OUT."""

import json
import os
import sys

size, sources, out = sys.argv[1:]


def results(name):
    with open(f"{out}/{name}", encoding="utf-8") as file:
        return {result["command"]: result for result in json.load(file)["results"]}


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


def row(name):
    run = times[name]
    pages, files, written = tree(f"{out}/made/{name}")
    memory = int(read(f"memory-{name}").splitlines()[-1]) / 1024
    return [run["median"], min(run["times"]), run["user"] + run["system"], memory, pages, files, files / int(size), written / 1e6]


def form(head, number):
    return f"{number:,.0f}" if head in ("pages", "files", "peak memory (MiB)") else f"{number:,.2f}"


times = results("times.json")
heads = ["wall, median (s)", "wall, best (s)", "user + sys (s)", "peak memory (MiB)", "pages", "files", "files a brief", "written (MB)"]
rows = {name: row(name) for name in times}
runs = len(times["demarche"]["times"])
print(f"\n{int(size):,} briefs, {sources} sources, {runs} runs each, the output put aside before each\n")
if "hugo" in rows:
    print("| | Demarche | Hugo | Hugo ÷ Demarche | Hugo with “See also” | ÷ Demarche |\n|---|---:|---:|---:|---:|---:|")
    for head, our, hugo, related in zip(heads, rows["demarche"], rows["hugo"], rows["related"]):
        print(
            f"| {head} | {form(head, our)} | {form(head, hugo)} | {hugo / our:.2f} "
            f"| {form(head, related)} | {related / our:.2f} |"
        )
else:
    print("| | Demarche | a brief |\n|---|---:|---:|")
    for head, our in zip(heads, rows["demarche"]):
        unit = {"wall, median (s)": 1e6, "wall, best (s)": 1e6, "user + sys (s)": 1e6, "peak memory (MiB)": 1024}.get(head)
        name = {1e6: "µs", 1024: "KiB"}.get(unit)
        print(f"| {head} | {form(head, our)} | {f'{our * unit / int(size):,.0f} {name}' if unit else ''} |")
cold = times["demarche"]["median"]
floor = sorted(float(line.split()[0]) for line in read("floors").splitlines())
print(f"\nThe floor, writing the same tree with plain calls: {floor[0]:.2f} s at best, {floor[1]:.2f} s median of three;")
print(f"Demarche from nothing takes {cold / floor[1]:.2f} times the median.")
for name, what in [("edited", "One body edited"), ("nothing", "Nothing changed")]:
    again = results("again.json")[name]["median"]
    print(f"{what}: {again:.3f} s, {again / cold:.3f} of the build from nothing.")
print("\nStages of a build from nothing:\n")
print("\n".join(f"    {line.strip()}" for line in read("stages").splitlines() if line.startswith("  ")))
