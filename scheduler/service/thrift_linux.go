package service

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// pageOut is MADV_PAGEOUT, which package syscall does not know; before Linux 5.4 it is refused, and nothing is lost.
const pageOut = 21

// unmapProgram gives back the pages of the program file that are mapped, and has those that are used again mapped one by one. The system
// maps sixteen for each that is touched, so that after a start, which touches a little of everything, a third of what counted as ours
// was never used. The pages stay in the system's cache; where that cannot be had nothing is lost.
func unmapProgram() {
	program, err := os.Executable()
	if err != nil {
		return
	}
	if program, err = filepath.EvalSymlinks(program); err != nil {
		return
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return
	}
	for line := range bytes.Lines(maps) {
		// 00400000-013b3000 r-xp 00000000 fe:00 10108965 /usr/bin/ikdbot
		f := bytes.Fields(line)
		if len(f) != 6 || string(f[5]) != program {
			continue
		}
		from, to, _ := bytes.Cut(f[0], []byte("-"))
		begin, err := strconv.ParseUint(string(from), 16, 64)
		end, err2 := strconv.ParseUint(string(to), 16, 64)
		if err != nil || err2 != nil {
			continue
		}
		advices := []uintptr{syscall.MADV_RANDOM, syscall.MADV_DONTNEED}
		if bytes.ContainsRune(f[1], 'w') {
			advices = []uintptr{pageOut} // which spares what was written
		}
		for _, advice := range advices {
			_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, uintptr(begin), uintptr(end-begin), advice)
		}
	}
}
