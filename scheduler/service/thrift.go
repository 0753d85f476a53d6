package service

import (
	"os"
	"runtime/debug"
)

// heapGrowth is by how many per cent the heap grows before it is collected. More would take memory under load, for few more answers.
const heapGrowth = 60

// thrift keeps the process small, for the office's machine is: what only the start needed is given back, memory and pages of the program
// file. The operator's GOGC counts more than heapGrowth.
func thrift() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	debug.FreeOSMemory()
	unmapProgram()
}
