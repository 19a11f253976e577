puts "a listing below its title"
