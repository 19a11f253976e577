puts "a listing of Leanpub"
