plough = 1
furrow = 2
harrow = 3
fallow = 4
