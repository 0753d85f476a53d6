// Package storetest gives tests a memory to work on: the embedded Redis and a real one, started and stopped by the test.
package storetest

import (
	"testing"

	"ikdbot/store"
)

// Redis starts a redis-server with an append-only file for the time of the test and returns its URL.
func Redis(t testing.TB) string { panic("being written") }

// Each runs a test twice, as the subtests "miniredis" and "redis".
func Each(t *testing.T, o store.Options, test func(t *testing.T, s *store.Store)) { panic("being written") }
