import a

def b():
    pass

b()
