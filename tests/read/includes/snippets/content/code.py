import a
# --8<-- [start:part]
def b():
    # --8<-- [start:inner]
    pass
    # --8<-- [end:inner]
# --8<-- [end:part]
b()
