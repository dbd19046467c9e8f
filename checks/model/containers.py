# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads Containers.def: sections() and rows() for tools and tests, page() for
docs/containers.md, which add_check.py --update writes."""

import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
TABLE = HERE / "Containers.def"
NEVER = "Never"


def _defaults():
    """The default of every field, as ContainerModel.h gives it."""
    header = (HERE / "ContainerModel.h").read_text()
    body = re.search(r"^struct ContainerTraits \{(.*?)^\};", header, re.M | re.S)[1]
    return dict(re.findall(r"^  [\w:]+ (\w+) = ([^;]+);", body, re.M))


def _value(text):
    text = text.strip().strip('"')
    return text.rpartition("::")[2] if re.match(r"(Order|Storage|ClearKeeps|Invalidates|"
                                                r"RepeatedReserve|EraseIfForm|Kind)::", text) else text


def _make_row(family, facts, kind, name, header):
    """What makeRow() in ContainerModel.cpp does."""
    row = {key: _value(value) for key, value in facts.items()}
    of_this_kind = row["K"] == kind
    row.update(Family=family, K=kind, Name=name, Header=header)
    if not of_this_kind:
        row.update(SubscriptInserts="false", TryEmplaceSince=NEVER, InsertOrAssignSince=NEVER)
    return row


def sections():
    """[(title, [(note, [row, ...]) per family])] in the order of the table."""
    text = TABLE.read_text()
    text = text[text.index("// clang-format off"):]
    token = re.compile(
        r"^//===--- (?P<title>[^\n]*?) -*===//$"
        r"|(?P<note>(?:^//[^\n]*\n)*)^FAMILY\((?P<id>\w+),(?P<facts>.*?)\)$"
        r'|^CONTAINER\((?P<family>\w+), (?P<kind>\w+), "(?P<name>[^"]+)", "(?P<header>[^"]+)"\)$',
        re.M | re.S)
    families, found = {}, []
    for match in token.finditer(text):
        if match["title"]:
            found.append((match["title"], []))
        elif match["id"]:
            facts = dict(_defaults())
            facts.update(re.findall(r"\.(\w+) = ([^,]+)", match["facts"]))
            note = " ".join(line[2:].strip() for line in match["note"].splitlines())
            families[match["id"]] = facts
            found[-1][1].append((note.strip(), []))
        else:
            facts = families[match["family"]]
            found[-1][1][-1][1].append(_make_row(match["family"], facts, match["kind"],
                                                match["name"], match["header"]))
    if text.count("\nCONTAINER(") != len(list(rows(found))):
        raise SystemExit("containers.py: Containers.def has a row that is not one line")
    return found


def rows(found=None):
    for _, families in found if found is not None else sections():
        for _, members in families:
            yield from members


# ---- The page ------------------------------------------------------------------

ORDER = {"Ordered": "sorted", "Hashed": "hashed", "Insertion": "insertion"}
STORAGE = {"Node": "node per element", "BTree": "B-tree", "OpenAddressing": "open addressing",
           "DenseArray": "array and index", "SortedArray": "sorted array"}
CLEAR = {"Nothing": "nothing", "SmallOnly": "small tables only", "Table": "all"}
INVALIDATES = {"Nothing": "nothing", "Iterators": "iterators",
               "All": "iterators and references"}
REPEATED = {"NoReserve": "", "Amortised": "", "Quadratic": " (repeated: quadratic)"}
ERASE_IF = {"None": "no", "MemberErase": "`m.erase_if(p)`", "RemoveIf": "`m.removeIf(p)`",
            "Remove_If": "`m.remove_if(p)`"}
COLUMNS = ["container", "order", "storage", "`clear()` keeps", "reserve",
           "insertion invalidates", "erasure invalidates (other elements)",
           "`erase(it)` returns next", "since: `contains`, `try_emplace`, `extract`", "erase by predicate"]


def _since(value):
    return {"0": "yes", NEVER: "no"}.get(value, "C++" + value)


def _names(members):
    by_header = {}
    for row in members:
        by_header.setdefault(row["Header"], []).append("`%s`" % row["Name"])
    return "<br>".join("%s (`<%s>`)" % (", ".join(names), header)
                       for header, names in by_header.items())


def _cells(members):
    # Facts that only unique maps have are those of the family's map.
    row = next((row for row in members if row["K"] == "Map"), members[0])
    erase_if = ("`%s(m, p)`" % row["EraseIfFunction"] if row["EraseIf"] == "Free"
                else ERASE_IF[row["EraseIf"]])
    if row["EraseIfSince"] not in ("0", NEVER):
        erase_if += " since " + _since(row["EraseIfSince"])
    clear = CLEAR[row["Clear"]]
    if row["RangeEraseKeepsTable"] == "true":
        clear += "; `erase(begin(), end())` keeps all"
    reserve = "`%s`%s" % (row["Growth"], REPEATED[row["Repeated"]]) if row["Growth"] else "none"
    return [_names(members) + ("; concurrent writes" if row["ConcurrentWrites"] == "true" else ""),
            ORDER[row["O"]], STORAGE[row["S"]], clear, reserve, INVALIDATES[row["OnInsert"]],
            INVALIDATES[row["OnErase"]], "yes" if row["EraseReturnsNext"] == "true" else "no",
            ", ".join(_since(row[field]) for field in ("ContainsSince", "TryEmplaceSince",
                                                       "ExtractSince")), erase_if]


def page():
    out = ["# Containers", "",
           "<!-- Generated from checks/model/Containers.def by checks/add_check.py --update. -->", "",
           "What the checks know of each container. Where releases or libraries differ, the table has",
           "the fact that makes the checks silent, and before an edit uses a member, MapTidy looks",
           "whether the class as parsed has it. Types that derive publicly from one of these count as",
           "their base for calls. For your own containers set the module-wide option", "",
           "```yaml", "CheckOptions:",
           "  MapTidyContainers: '::my::Map=::std::unordered_map; my::FlatSet=absl::flat_hash_set'", "```", "",
           "which gives the class, class template or typedef on the left the facts of the row on the right."]
    for title, families in sections():
        out += ["", "## " + title, "", "| %s |" % " | ".join(COLUMNS), "|---" * len(COLUMNS) + "|"]
        out += ["| %s |" % " | ".join(_cells(members)) for _, members in families]
        notes = [note for note, _ in families if note]
        if notes:
            out += [""] + ["- " + note for note in notes]
    return "\n".join(out) + "\n"
