from training.units import WINDOW, WordPieces, case_class, encode, normalise, read_units, windows

PIECES = WordPieces(["[PAD]", "[CLS]", "[SEP]", "[UNK]", "do", "n", "'", "t", "the", "talk", "##s", "10", "am", ".", "\"", "naive", "can", "not", "a", "b"])
CUTS = {"cannot": [3]}


def texts(text):
    return [[u.text for u in p] for p in read_units(text, PIECES, CUTS)]


def test_units_are_cut_where_words_may_begin():
    for text, units in [("don't", ["do", "n", "'", "t"]), ("DON’T", ["DO", "N", "’", "T"]), ("Cannot", ["Can", "not"]),
                        ("10am 1990s", ["10", "am", "1990", "s"]), ("n't", ["n", "'", "t"]), ("can'ty", ["can", "'", "ty"]),
                        ("a_b", ["a", "_", "b"]), ("e\u0301te\u0301", ["e\u0301te\u0301"]), ("\U0001F600ok", ["\U0001F600", "ok"])]:
        assert texts(text) == [units], text


def test_offsets_are_code_points():
    text = "\U0001F600 Türkiye’s talks"
    for u in read_units(text, PIECES, CUTS)[0]:
        assert text[u.start:u.end] == u.text


def test_paragraphs_spaces_and_quotes():
    paragraphs = read_units('the "talks" .\n \nthe “talks”', PIECES, CUTS)
    assert [[u.space for u in p] for p in paragraphs] == [[2, 1, 0, 0, 1], [2, 1, 0, 0]]
    assert [[u.quote for u in p] for p in paragraphs] == [[0, 2, 1, 2, 0], [0, 2, 1, 2]]


def test_an_open_quotation_ends_with_its_paragraph():
    assert [[u.quote for u in p] for p in read_units('" the\nthe', PIECES, CUTS)] == [[2, 1], [0]]


def test_case_classes():
    assert [case_class(x) for x in ("10", "the", "The", "USA", "iPhone", "A", "a", "O")] == [0, 1, 2, 3, 4, 5, 1, 5]


def test_pieces():
    assert normalise("Naïve") == "naive"
    assert [PIECES.names[p] for p in PIECES("Talks")] == ["talk", "##s"]
    assert [PIECES.names[p] for p in PIECES("xyz")] == ["[UNK]"]
    assert [PIECES.names[p] for p in PIECES("\u200d")] == ["[UNK]"]


def test_every_unit_is_kept_once_and_windows_fit():
    long = " ".join(["the talks a b"] * 120) + " ."
    for text in ("the\n\ntalks", long, "\n".join(["the talks ."] * 200), long.replace("b the", "b. the"), long + "\n" + long, ""):
        paragraphs = read_units(text, PIECES, CUTS)
        kept = []
        for w in windows(paragraphs):
            ids, *_ = encode([[u for u, _ in g] for g in w.groups], PIECES)
            assert len(ids) <= WINDOW
            kept += [u.start for g in w.groups for u, k in g if k]
        assert kept == [u.start for p in paragraphs for u in p]


def test_later_windows_have_left_context():
    paragraphs = read_units("\n".join(["the talks ."] * 100), PIECES, CUTS)
    second = windows(paragraphs, context=24)[1]
    assert not second.groups[0][0][1] and sum(len(u.pieces) for u, k in second.groups[0] if not k) <= 24
    assert all(k for u, k in second.groups[1])
