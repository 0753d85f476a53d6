//go:build race

package simulate

// raced is true where the race detector looks on, which makes everything several times slower.
const raced = true
