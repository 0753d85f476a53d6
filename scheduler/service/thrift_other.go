//go:build !linux

package service

// unmapProgram does nothing here: what is used of a program file is for the system to decide.
func unmapProgram() {}
