package search

// packList lays lists that were appended to bit by bit side by side in one piece of memory. Each would keep room to grow otherwise, and there
// are tens of thousands.
func packList[T any](lists [][]T) {
	all := room(lists)
	for i, l := range lists {
		all = append(all, l...)
		lists[i] = all[len(all)-len(l) : len(all) : len(all)]
	}
}

// packMap does the same with the lists of a map.
func packMap[K comparable, T any, M ~map[K][]T](lists M) {
	var each [][]T
	for _, l := range lists {
		each = append(each, l)
	}
	all := room(each)
	for k, l := range lists {
		all = append(all, l...)
		lists[k] = all[len(all)-len(l) : len(all) : len(all)]
	}
}

func room[T any](lists [][]T) []T {
	n := 0
	for _, l := range lists {
		n += len(l)
	}
	return make([]T, 0, n)
}
