"""How are the weights of a labeller learnt? Maximum likelihood by AdaGrad, many sequences at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wirecopy.labeller import NEVER, Floats, Ints, Labeller, softmax, summed

BATCH = 24


@dataclass(slots=True)
class Sequenced:
    """One sequence: ids as `Labeller.scores` takes them, and its true labels."""

    fixed: Ints
    more: Ints
    owner: Ints
    labels: Ints


def learn(data: Sequence[Sequenced], ids: int, labels: int, allowed: npt.NDArray[np.bool_], useful: npt.NDArray[np.bool_], *,
          rounds: int = 16, rate: float = 0.1, decay: float = 1e-3, drop: float = 0.5, seed: int = 1) -> Labeller:  # fmt: skip
    """`allowed`: (labels, labels) steps that can be; row `labels` what a sequence may begin with. `useful`: ids that may have weight.

    In each batch the share `drop` of the ids is left out, so that no few of them carry the whole weight.
    """
    rng = np.random.default_rng(seed)
    kept = np.flatnonzero(useful)
    short = np.zeros(ids, np.int64)  # 0 is for all that have no weight
    short[kept] = np.arange(1, len(kept) + 1)
    data = [Sequenced(short[one.fixed], short[one.more], one.owner, one.labels) for one in data]
    weights, gained = np.zeros((len(kept) + 1, labels)), np.full((len(kept) + 1, labels), 1e-3)
    steps, steps_gained = np.zeros((labels + 2, labels)), np.full((labels + 2, labels), 1e-3)
    mean, mean_steps, counted = np.zeros_like(weights), np.zeros_like(steps), 0
    order = np.arange(len(data))
    for turn in range(rounds):
        rng.shuffle(order)
        by_size = sorted(order, key=lambda n: len(data[n].labels) // 40)
        batches = [by_size[n : n + BATCH] for n in range(0, len(by_size), BATCH)]
        for which in rng.permutation(len(batches)):
            some = [data[n] for n in batches[which]]
            mask = (rng.random((len(weights), 1)) >= drop) / (1 - drop)
            mask[0] = 0
            slope, step_slope = gradient(some, weights * mask, steps, allowed)
            slope = slope * mask / len(some) - decay * weights
            step_slope = step_slope / len(some)
            gained += slope * slope
            steps_gained += step_slope * step_slope
            weights += rate * slope / np.sqrt(gained)
            steps += rate * step_slope / np.sqrt(steps_gained)
        if turn >= rounds // 2:
            mean, mean_steps, counted = mean + weights, mean_steps + steps, counted + 1
    mean, mean_steps = mean / counted, mean_steps / counted
    closed = np.where(allowed, 0.0, NEVER)
    whole = np.zeros((ids, labels), np.float32)
    whole[kept] = mean[1:]
    return Labeller(whole, mean_steps[:labels] + closed[:labels], mean_steps[labels] + closed[labels], mean_steps[labels + 1])


def sort(data: Sequence[Sequenced], may: Sequence[npt.NDArray[np.bool_]], ids: int, useful: npt.NDArray[np.bool_], *,
         rounds: int = 12, rate: float = 0.1, decay: float = 1e-3, drop: float = 0.5, seed: int = 1) -> Floats:  # fmt: skip
    """The weights (ids, kinds) that tell the kind of an item seen alone. `may`: (items, kinds) each; of an item that may be of several
    kinds only their chance together is raised."""
    rng = np.random.default_rng(seed)
    kinds = may[0].shape[1]
    kept = np.flatnonzero(useful)
    short = np.zeros(ids, np.int64)
    short[kept] = np.arange(1, len(kept) + 1)
    data = [Sequenced(short[one.fixed], short[one.more], one.owner, one.labels) for one in data]
    weights, gained, mean = (np.full((len(kept) + 1, kinds), start) for start in (0.0, 1e-3, 0.0))
    for turn in range(rounds):
        order = rng.permutation(len(data))
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            mask = (rng.random((len(weights), 1)) >= drop) / (1 - drop)
            mask[0] = 0
            used = weights * mask
            wrong = []
            for n in some:
                chances = softmax(summed(used, data[n].fixed, data[n].more, data[n].owner))
                among = chances * may[n]
                wrong.append(among / np.maximum(among.sum(1, keepdims=True), 1e-300) - chances)
            slope = gathered([data[n] for n in some], wrong, len(weights)) * mask / len(some) - decay * weights
            gained += slope * slope
            weights += rate * slope / np.sqrt(gained)
        if turn >= rounds // 2:
            mean += weights / (rounds - rounds // 2)
    whole = np.zeros((ids, kinds))
    whole[kept] = mean[1:]
    return whole


def gathered(some: Sequence[Sequenced], wrong: Sequence[Floats], ids: int) -> Floats:
    """(ids, labels): what each id adds to, `wrong` being (items, labels) each."""
    every = np.concatenate([part for one in some for part in (one.fixed.ravel(), one.more)])
    pairs = zip(some, wrong, strict=True)
    parts = np.concatenate([part for one, wide in pairs for part in (np.repeat(wide, one.fixed.shape[1], 0), wide[one.owner])])
    return np.stack([np.bincount(every, parts[:, label], ids) for label in range(parts.shape[1])], 1)


def gradient(some: Sequence[Sequenced], weights: Floats, steps: Floats, allowed: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    labels = weights.shape[1]
    longest = max(len(s.labels) for s in some)
    emitted = np.zeros((len(some), longest, labels))
    true = np.zeros((len(some), longest), np.int64)
    real = np.zeros((len(some), longest), bool)
    for n, one in enumerate(some):
        size = len(one.labels)
        emitted[n, :size] = summed(weights, one.fixed, one.more, one.owner)
        true[n, :size], real[n, :size] = one.labels, True
    chances, moves, begun, ended = expected(emitted, real, steps, allowed)
    error = -chances
    spots = np.nonzero(real)
    error[(*spots, true[spots])] += 1.0
    slope = gathered(some, [error[n, : len(one.labels)] for n, one in enumerate(some)], len(weights))
    step_slope = np.zeros_like(steps)
    for one in some:
        np.add.at(step_slope, (one.labels[:-1], one.labels[1:]), 1.0)
        step_slope[labels, one.labels[0]] += 1
        step_slope[labels + 1, one.labels[-1]] += 1
    step_slope[:labels] -= moves
    step_slope[labels] -= begun
    step_slope[labels + 1] -= ended
    step_slope[: labels + 1][~allowed] = 0
    return slope, step_slope


def expected(emitted: Floats, real: npt.NDArray[np.bool_], steps: Floats, allowed: npt.NDArray[np.bool_]) -> tuple[Floats, ...]:
    """Chances of the labels, and the expected number of steps, beginnings and ends. Padding passes everything through."""
    count, longest, labels = emitted.shape
    local = np.exp(emitted - emitted.max(2, keepdims=True))
    step = np.exp(steps[:labels]) * allowed[:labels]
    first, last = np.exp(steps[labels]) * allowed[labels], np.exp(steps[labels + 1])
    ahead = np.zeros((count, longest, labels))
    state = first * local[:, 0]
    for n in range(longest):
        if n:
            moved = (state @ step) * local[:, n]
            state = np.where(real[:, n, None], moved, state)
        state = state / state.sum(1, keepdims=True)
        ahead[:, n] = state
    behind = np.zeros((count, longest, labels))
    pairs = np.zeros((labels, labels))
    state = np.broadcast_to(last, (count, labels)) / last.sum()
    for n in range(longest - 1, -1, -1):
        behind[:, n] = state
        if n:
            right = local[:, n] * state
            live = real[:, n]
            joint = ahead[:, n - 1, :, None] * step[None] * right[:, None, :]
            joint = joint / np.maximum(joint.sum((1, 2), keepdims=True), 1e-300)
            pairs += joint[live].sum(0)
            moved = right @ step.T
            state = np.where(live[:, None], moved / np.maximum(moved.sum(1, keepdims=True), 1e-300), state)
    both = ahead * behind
    chances = both / np.maximum(both.sum(2, keepdims=True), 1e-300) * real[:, :, None]
    sizes = real.sum(1) - 1
    return chances, pairs, chances[:, 0].sum(0), chances[np.arange(count), sizes].sum(0)
