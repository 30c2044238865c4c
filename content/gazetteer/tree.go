package gazetteer

import (
	"cmp"
	"container/heap"
	"iter"
	"math"
	"slices"
)

// Tree finds the nearest of many points. It is never written after NewTree.
//
// The points lie on a sphere in space: there the straight way between two of them grows with the way on the ground, and nothing is
// special about poles or the date line.
type Tree struct {
	at    [][3]float64 // by index of the point
	order []int        // indices, so that every node is a part of it
	nodes []node       // the root first
}

// node is a box with the points order[from:to]; left is 0 for a leaf, right follows its left.
type node struct {
	low, high [3]float64
	from, to  int
	left      int
	right     int
}

const leafSize = 8

// NewTree makes a tree of points; they are known by their index.
func NewTree(points []Point) *Tree {
	t := &Tree{at: make([][3]float64, len(points)), order: make([]int, len(points))}
	for i, p := range points {
		t.at[i], t.order[i] = p.inSpace(), i
	}
	if len(points) > 0 {
		t.grow(0, len(points))
	}
	return t
}

// inSpace is the point on a sphere of radius 1.
func (p Point) inSpace() [3]float64 {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	return [3]float64{math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)}
}

// grow makes the node of a part of the order, splitting it at the middle of its longest side.
func (t *Tree) grow(from, to int) int {
	me, n := len(t.nodes), node{from: from, to: to, low: t.at[t.order[from]], high: t.at[t.order[from]]}
	for _, i := range t.order[from:to] {
		for d, x := range t.at[i] {
			n.low[d], n.high[d] = min(n.low[d], x), max(n.high[d], x)
		}
	}
	t.nodes = append(t.nodes, n)
	if to-from <= leafSize {
		return me
	}
	side := 0
	for d := range n.low {
		if n.high[d]-n.low[d] > n.high[side]-n.low[side] {
			side = d
		}
	}
	slices.SortFunc(t.order[from:to], func(a, b int) int { return cmp.Compare(t.at[a][side], t.at[b][side]) })
	middle := (from + to) / 2
	left := t.grow(from, middle)
	right := t.grow(middle, to)
	t.nodes[me].left, t.nodes[me].right = left, right
	return me
}

// Nearest yields the indices of all points, the nearest first; of those equally far away the lower index comes first.
func (t *Tree) Nearest(p Point) iter.Seq[int] {
	return func(yield func(int) bool) {
		from := p.inSpace()
		if len(t.nodes) == 0 || math.IsNaN(from[0]+from[1]+from[2]) {
			return
		}
		q := queue{{node: 0}}
		for len(q) > 0 {
			next := heap.Pop(&q).(candidate)
			switch {
			case next.node < 0:
				if !yield(next.point) {
					return
				}
			case t.nodes[next.node].left > 0:
				n := &t.nodes[next.node]
				heap.Push(&q, candidate{t.nodes[n.left].away(from), n.left, 0})
				heap.Push(&q, candidate{t.nodes[n.right].away(from), n.right, 0})
			default:
				for _, i := range t.order[t.nodes[next.node].from:t.nodes[next.node].to] {
					heap.Push(&q, candidate{square(t.at[i], from), -1, i})
				}
			}
		}
	}
}

// away is the least distance that a point in the box can have, squared.
func (n *node) away(from [3]float64) float64 {
	nearest := from
	for d := range from {
		nearest[d] = max(n.low[d], min(from[d], n.high[d]))
	}
	return square(nearest, from)
}

func square(a, b [3]float64) float64 {
	x, y, z := a[0]-b[0], a[1]-b[1], a[2]-b[2]
	return x*x + y*y + z*z
}

// candidate is a point, or a node that may hold nearer ones.
type candidate struct {
	distance float64
	node     int // -1: a point
	point    int
}

// queue is a heap of candidates. A node goes before a point that is as far away: it may hold one with a lower index.
type queue []candidate

func (q queue) Len() int      { return len(q) }
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q queue) Less(i, j int) bool {
	a, b := q[i], q[j]
	if a.distance != b.distance {
		return a.distance < b.distance
	}
	if (a.node < 0) != (b.node < 0) {
		return b.node < 0
	}
	return a.point < b.point
}

// Push implements heap.Interface.
func (q *queue) Push(x any) { *q = append(*q, x.(candidate)) }

// Pop implements heap.Interface.
func (q *queue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	*q = (*q)[:last]
	return x
}
