"""Builds a Huffman code for the letters of a text and compares it with the entropy."""
from heapq import heapify, heappop, heappush
from math import log2


# ANCHOR: lengths
def code_lengths(weights):
    """Return the length of the word of each symbol."""
    heap = [(weights[s], s, [s]) for s in sorted(weights)]
    lengths = dict.fromkeys(weights, 0)
    heapify(heap)
    while len(heap) > 1:
        one, _, left = heappop(heap)  # <1>
        other, _, right = heappop(heap)
        for symbol in left + right:
            lengths[symbol] += 1  # <2>
        both = left + right
        heappush(heap, (one + other, both[0], both))
    return lengths
# ANCHOR_END: lengths


def entropy(weights):
    total = sum(weights.values())
    return sum(weight / total * log2(total / weight) for weight in weights.values())


if __name__ == "__main__":
    weights = {"a": 40, "b": 20, "c": 15, "d": 10, "e": 10, "f": 5}
    lengths = code_lengths(weights)
    mean = sum(weights[s] * lengths[s] for s in weights) / sum(weights.values())
    print(f"entropy {entropy(weights):.3f} bits, mean length {mean:.2f} bits")
    for symbol in sorted(lengths):
        print(symbol, lengths[symbol])
