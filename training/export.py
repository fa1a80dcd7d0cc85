"""Write the model file from a checkpoint: python -m training.export CHECKPOINT OUT --start FOLDER"""
import argparse
import json
import os
import tempfile

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save as save_tensors

from . import container, corpora, units
from .network import Model


class Flat(torch.nn.Module):
    """The network with its outputs as a tuple, as the exporter wants them."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, ids, shape, quote):
        out = self.model(ids, shape, quote, None)
        return tuple(out[n] for n in self.model.output_names())


def to_onnx(model, path):
    example = torch.ones(1, 12, dtype=torch.int32)
    names = model.output_names()
    inputs = ["ids", "shape", "quote"]
    axes = {n: {0: "batch", 1: "length"} for n in inputs + names}
    torch.onnx.export(Flat(model).eval(), (example,) * 3, path, input_names=inputs, output_names=names, dynamic_axes=axes,
                      opset_version=17, dynamo=False, do_constant_folding=True)


def shrink_embedding(graph, name):
    """Word embeddings as int8 rows with a scale each: Gather, Cast, Mul."""
    table = next(i for i in graph.initializer if i.name == name)
    values = numpy_helper.to_array(table)
    scale = np.maximum(np.abs(values).max(1, keepdims=True), 1e-8) / 127
    rows = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
    gather = next(n for n in graph.node if n.op_type == "Gather" and n.input[0] == name)
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(rows, "words_int8"))
    graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), "words_scale"))
    ids, out = gather.input[1], gather.output[0]
    new = [helper.make_node("Gather", ["words_int8", ids], ["words_rows"]),
           helper.make_node("Cast", ["words_rows"], ["words_f32"], to=TensorProto.FLOAT),
           helper.make_node("Gather", ["words_scale", ids], ["words_row_scale"]),
           helper.make_node("Mul", ["words_f32", "words_row_scale"], [out])]
    at = list(graph.node).index(gather)
    graph.node.remove(gather)
    for k, node in enumerate(new):
        graph.node.insert(at + k, node)


def quantise(source, target):
    """Encoder matrices as 7-bit integers by column, activations quantised at run time."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    model = onnx.load(source)
    shrink_embedding(model.graph, "model.encoder.words.weight")
    onnx.save(model, source)
    heads = [n.name for n in model.graph.node if n.op_type == "MatMul" and "/encoder/" not in n.name]
    assert heads and len(heads) < sum(n.op_type == "MatMul" for n in model.graph.node)
    quantize_dynamic(source, target, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True,
                     weight_type=QuantType.QInt8, nodes_to_exclude=heads, extra_options={"MatMulConstBOnly": True})


def load_checkpoint(path):
    saved = torch.load(path, map_location="cpu", weights_only=False)
    model = Model(saved["config"])
    model.load_state_dict(saved["model"])
    return model.eval(), saved


def export(checkpoint, out, start, root, settings=None, exact=False):
    model, saved = load_checkpoint(checkpoint)
    config = saved["config"]
    # Sizes of the windows need no training: what is read with is decided here.
    config["window"] = {"pieces": units.WINDOW, "context": units.CONTEXT, "hold_back": units.HOLD_BACK}
    config["note"] = "step %d" % saved["step"]
    config.setdefault("link", {}).update(settings or {})
    with tempfile.TemporaryDirectory() as folder:
        plain, small = os.path.join(folder, "plain.onnx"), os.path.join(folder, "small.onnx")
        to_onnx(model, plain)
        if exact:
            small = plain
        else:
            quantise(plain, small)
        with open(small, "rb") as f:
            encoder = f.read()
    tensors = {k: v.detach().numpy().astype(np.float32) for k, v in model.side_tensors().items()}
    with open(os.path.join(start, "vocab.txt"), "rb") as f:
        vocabulary = f.read()
    lexicon = corpora.lemma_lexicon(root).write().encode()
    container.write(out, {"config.json": json.dumps(config, ensure_ascii=False).encode(), "vocab.txt": vocabulary,
                          "encoder.onnx": encoder, "tensors.safetensors": save_tensors(tensors),
                          "lemmas.tsv": lexicon})
    print("%s: %.1f MB" % (out, os.path.getsize(out) / 1e6))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("out")
    parser.add_argument("--start", required=True, help="folder of the start encoder (for vocab.txt)")
    parser.add_argument("--corpora", default="../shared/corpora", help="for the lemmas of the trees")
    parser.add_argument("--drop-lone-content", action="store_true", help="no attribution for a content without cue")
    parser.add_argument("--drop-lone-cue", action="store_true", help="no attribution for a cue without content")
    parser.add_argument("--exact", action="store_true", help="f32 weights, to measure what int8 costs")
    args = parser.parse_args()
    export(args.checkpoint, args.out, args.start, args.corpora,
           {"keep_lone_content": not args.drop_lone_content, "keep_lone_cue": not args.drop_lone_cue}, args.exact)


if __name__ == "__main__":
    main()
