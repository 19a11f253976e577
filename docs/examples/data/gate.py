"""A gate that counts."""

# ANCHOR: pass
def let_pass(gate, thing):
    gate.count += 1
    return thing
# ANCHOR_END: pass
