package service

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"unsafe"

	"codeberg.org/go-fonts/liberation/liberationmonobold"
	"codeberg.org/go-fonts/liberation/liberationmonobolditalic"
	"codeberg.org/go-fonts/liberation/liberationmonoitalic"
	"codeberg.org/go-fonts/liberation/liberationmonoregular"
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansbolditalic"
	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-fonts/liberation/liberationserifbold"
	"codeberg.org/go-fonts/liberation/liberationserifbolditalic"
	"codeberg.org/go-fonts/liberation/liberationserifitalic"
	"codeberg.org/go-fonts/liberation/liberationserifregular"
)

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
	page := uintptr(os.Getpagesize())
	for _, font := range fonts {
		begin := uintptr(unsafe.Pointer(unsafe.SliceData(font)))
		end := begin + uintptr(len(font))
		advise((begin+page-1)&^(page-1), end&^(page-1), syscall.MADV_DONTNEED) // of whole pages, for others are written to
	}
	for line := range bytes.Lines(maps) {
		// 00400000-013b3000 r-xp 00000000 fe:00 10108965 /usr/bin/ikdbot
		f := bytes.Fields(line)
		if len(f) != 6 || string(f[5]) != program || bytes.ContainsRune(f[1], 'w') {
			continue // what can be written to holds what was written
		}
		from, to, _ := bytes.Cut(f[0], []byte("-"))
		begin, err := strconv.ParseUint(string(from), 16, 64)
		end, err2 := strconv.ParseUint(string(to), 16, 64)
		if err != nil || err2 != nil {
			continue
		}
		advise(uintptr(begin), uintptr(end), syscall.MADV_RANDOM)
		advise(uintptr(begin), uintptr(end), syscall.MADV_DONTNEED)
	}
}

// advise tells the system how memory is used. A system that does not listen loses nothing by it.
func advise(begin, end, how uintptr) {
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, begin, end-begin, how)
}

// fonts are what the drawing library reads at every start, whether anything is drawn or not. They lie among what can be written to, but
// nobody writes to them.
var fonts = [...][]byte{
	liberationmonobold.TTF, liberationmonobolditalic.TTF, liberationmonoitalic.TTF, liberationmonoregular.TTF,
	liberationsansbold.TTF, liberationsansbolditalic.TTF, liberationsansitalic.TTF, liberationsansregular.TTF,
	liberationserifbold.TTF, liberationserifbolditalic.TTF, liberationserifitalic.TTF, liberationserifregular.TTF,
}
