"""Train the reader: learn the record from annotated reports.

    python training/train.py tune --to DIR [--from DIR/pretrained.pt] [--cases FOLDER ...]
    python training/train.py pretrain --to DIR --on CORPUS ...

`pretrain` is for experiments: what ships is tuned alone, as no corpus has earned anything so far (see
docs/explanation/experiments.md). Both are seeded, and go on from the last finished epoch when started again with the
same folder, also with more reports than before.
"""

import argparse
import multiprocessing
import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

import torch
from torch import Tensor, distributed

import corpora
from examples import Example, load_cases
from model import Model, case_loss, corpus_loss
from narrow import narrow

SEED, LAYERS = 20240404, 4
WORKERS = 2  # processes that share each step's reports
THREADS = 1  # of each worker: threads wait for each other at every matrix, workers once a step
BATCH = 1400  # word-pieces a step
WARMUP = 0.08  # of all steps
# Half the time where the processor has the instructions, twelve times as much where it has not.
CPU = Path("/proc/cpuinfo")
BF16 = CPU.exists() and "avx512_bf16" in CPU.read_text(encoding="utf-8")
CASES = [Path("../shared/cases/train"), Path("training/annotated/train")]
CHUNK = 256  # examples sorted by length at a time
Item = tuple[Example, corpora.Tree | None]


def longest(item: Item) -> int:
    """Word-pieces in an example's longest window."""
    return max(b - a for a, b in item[0].pieces.windows)


def batches(items: Sequence[Item], epoch: int) -> list[list[Item]]:
    """All items once, in an order that the epoch alone decides, about BATCH word-pieces at a time.

    Examples of like length go together, so that little is padding.
    """
    order, chance = list(items), random.Random(SEED + epoch)  # noqa: S311
    chance.shuffle(order)
    found: list[list[Item]] = []
    for at in range(0, len(order), CHUNK):
        found.append([])
        size = 0
        for item in sorted(order[at : at + CHUNK], key=longest):
            if size >= BATCH and len(found[-1]) % WORKERS == 0:
                found.append([])
                size = 0
            found[-1].append(item)
            size += len(item[0].pieces.windows) * longest(item)
    chance.shuffle(found)
    return found


def optimizer(model: Model, rate: float) -> torch.optim.Optimizer:
    """AdamW; the heads, which start from nothing, learn faster."""
    model.encoder.words.requires_grad_(requires_grad=False)  # half of all weights, and rare words would only drift
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    inside = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in inside]
    groups = [{"params": encoder, "lr": rate}, {"params": heads, "lr": 3 * rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def add_up(model: Model) -> None:
    """Give each worker the sum of all workers' gradients."""
    grown = [p for p in model.parameters() if p.requires_grad]
    grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in grown]
    total = torch.cat([g.flatten() for g in grads])
    distributed.all_reduce(total)
    for p, part in zip(grown, total.split([p.numel() for p in grown]), strict=True):
        p.grad = part.view_as(p)


def run(
    model: Model,
    items: Sequence[Item],
    loss_of: Callable[[Model, Tensor, Item], Tensor],
    *,
    epochs: int,
    rate: float,
    to: Path,
) -> None:
    """Train, this worker on its part of each step, saving after every epoch; `to` is the checkpoint's path."""
    rank, workers = distributed.get_rank(), distributed.get_world_size()
    order = optimizer(model, rate)
    state = torch.load(to, weights_only=True) if to.exists() else None
    first, done = (state["epoch"], state["schedule"]["last_epoch"]) if state else (0, 0)
    steps = done + sum(len(batches(items, e)) for e in range(first, epochs))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        order, lambda s: min((s + 1) / (WARMUP * steps), max(0.02, 1 - s / steps))
    )
    if state:
        model.load_state_dict(state["model"])
        order.load_state_dict(state["order"])
        schedule.load_state_dict(state["schedule"])
    for epoch in range(first, epochs):
        torch.manual_seed(SEED + workers * epoch + rank)
        model.train()
        began, total, count = time.time(), 0.0, 0
        for batch in batches(items, epoch):
            part = batch[rank::workers]
            if part:
                with torch.autocast("cpu", torch.bfloat16, enabled=BF16):
                    vectors = model.vectors([e for e, _ in part])
                losses = [loss_of(model, v.float(), item) for v, item in zip(vectors, part, strict=True)]
                loss = torch.stack(losses).sum() / len(batch)
                loss.backward()  # type: ignore[no-untyped-call]
                total += workers * float(loss.detach())
            add_up(model)
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            order.step()
            schedule.step()
            order.zero_grad()
            count += 1
            if count % 50 == 0 and rank == 0:
                print(f"  step {count} loss {total / count:.4f} {time.time() - began:.0f} s", flush=True)
        if rank > 0:
            continue
        print(f"{to.stem} epoch {epoch + 1}/{epochs} loss {total / count:.4f} {time.time() - began:.0f} s", flush=True)
        parts = {"model": model, "order": order, "schedule": schedule}
        state = {name: part.state_dict() for name, part in parts.items()} | {"epoch": epoch + 1}
        partial = to.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(to)


def corpus_items(folder: Path, part: str, names: Sequence[str]) -> list[Item]:
    """Everything to pretrain on."""
    plain = {"gum": corpora.gum, "geneva": corpora.geneva, "factappeal": corpora.factappeal, "polnear": corpora.polnear}
    items: list[Item] = [
        (e, None) for name in names if name in plain for e in plain[name](folder, part) if e.pieces.windows
    ]
    return items + (list(corpora.ewt(folder, part)) if "ewt" in names else [])


def start(layers: int, source: Path | None) -> Model:
    """A model to train: that of a checkpoint, or a new one, the encoder pretrained and the heads at random."""
    torch.manual_seed(SEED)
    torch.set_num_threads(THREADS)
    model = Model.like(torch.load(source, weights_only=True)["model"]) if source else Model(layers)
    if torch.cuda.is_available():
        model.encoder.cuda()
    return model


def work(rank: int, args: argparse.Namespace, meeting: str) -> None:
    """One worker's training. It ends with the process that started it, even if that was killed."""
    if parent := multiprocessing.parent_process():
        Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
    distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=WORKERS)
    model = start(args.layers, args.source)
    if args.step == "pretrain":
        items = corpus_items(args.corpora, "train", args.on)
        epochs, to = args.epochs or 2, args.to / "pretrained.pt"
    else:
        items = [(e, None) for folder in args.cases for e in load_cases(folder)]
        items = [items[int(i / args.share)] for i in range(int(len(items) * args.share))]
        if args.inner:
            narrow(model, [e for e, _ in items], args.inner)
        epochs, to = args.epochs or 14, args.to / "tuned.pt"
    if rank == 0:
        print(len(items), "examples", sum(len(e.pieces.ids) for e, _ in items), "word-pieces", flush=True)
    run(model, items, corpus_error if args.step == "pretrain" else case_error, epochs=epochs, rate=args.rate, to=to)
    distributed.destroy_process_group()


def corpus_error(model: Model, vectors: Tensor, item: Item) -> Tensor:
    """The loss on an example of a corpus."""
    return corpus_loss(model, vectors, *item)


def case_error(model: Model, vectors: Tensor, item: Item) -> Tensor:
    """The loss on an annotated report, all heads together."""
    return torch.stack(list(case_loss(model, vectors, item[0]).values())).sum()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["pretrain", "tune"])
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--cases", type=Path, nargs="+", default=CASES)
    parser.add_argument("--from", dest="source", type=Path)
    parser.add_argument(
        "--on",
        nargs="+",
        default=[],
        choices=["gum", "geneva", "factappeal", "ewt", "polnear"],
        help="corpora to pretrain on; PolNeAR carries no licence: weights trained on it are not to be shipped",
    )
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--inner", type=int, help="an experiment: inner units of each layer that tuning starts with")
    parser.add_argument("--share", type=float, default=1.0, help="of the reports, spread evenly, for a learning curve")
    args = parser.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        torch.multiprocessing.spawn(work, (args, f"{folder}/meeting"), nprocs=WORKERS)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
