package understand

import "slices"

// Reason is a sign of fraud that a text shows.
type Reason string

// The signs of fraud, weightiest first.
const (
	AsksCode    Reason = "code"   // an OTP, PIN, activation code or password is asked for
	SendsAPK    Reason = "apk"    // an APK or another file to install
	SendsLink   Reason = "link"   // a link to tap, above all a shortened one
	AsksData    Reason = "data"   // NIK, KK, photos or "updating data"
	AsksMoney   Reason = "fee"    // a fee, a transfer, phone credit
	VideoCall   Reason = "video"  // a video call or a shared screen
	Calls       Reason = "call"   // a call or chat that says it comes from Dukcapil
	FarOff      Reason = "remote" // activation offered without meeting an officer
	SendsQR     Reason = "qr"     // a QR code sent
	SendsLetter Reason = "letter" // a letter or invitation by chat, with a private number
	Threatens   Reason = "threat" // haste, blocking, a fine
)

// Harm is what has already happened to the person who tells of it.
type Harm string

// The harms, in the order in which they are told.
const (
	Installed Harm = "installed"
	Clicked   Harm = "clicked"
	GaveCode  Harm = "gave_code"
	GaveData  Harm = "gave_data"
	Paid      Harm = "paid"
	Deceived  Harm = "deceived" // "saya tertipu": nobody knows yet how
)

// Suspicion is what speaks for fraud in a text. That nothing does is no proof that the text is harmless.
type Suspicion struct {
	Reasons []Reason // each once, weightiest first
	Harms   []Harm   // each once
	Pasted  bool     // the message itself rather than somebody's words about it
	Weight  int      // of all the evidence
}

// From these weights on the evidence is enough to speak up where nobody asked, and to call it a fraud.
const (
	alarming = 3
	firm     = 5
)

// Any reports whether the text shows anything at all that a person who asks about fraud should hear of.
func (s Suspicion) Any() bool { return len(s.Reasons)+len(s.Harms) > 0 }

// Alarm reports whether the evidence is enough to warn a person who did not ask. Haste alone is not: rumours of fines and blocked
// cards go round without any fraud.
func (s Suspicion) Alarm() bool {
	return s.Any() && s.Weight >= alarming && !(len(s.Harms) == 0 && slices.Equal(s.Reasons, []Reason{Threatens}))
}

// Firm reports whether the evidence is enough to call it a fraud; else it cannot be told, which is no all-clear.
func (s Suspicion) Firm() bool { return s.Alarm() && s.Weight >= firm }

// Mild reports that nothing has happened and nothing was asked for but money, haste or an activation from afar: signs that people
// also name when they ask about fees or the online way, whose answers warn too.
func (s Suspicion) Mild() bool {
	return len(s.Harms) == 0 && !slices.ContainsFunc(s.Reasons, func(r Reason) bool { return r != AsksMoney && r != FarOff && r != Threatens })
}

// Vague reports weak evidence without a link, a file or a request for secrets: words such as "atas nama saya" or "kepencet", which
// also stand in questions about something else.
func (s Suspicion) Vague() bool {
	return !s.Firm() && !slices.ContainsFunc(s.Reasons, func(r Reason) bool {
		return r == SendsLink || r == SendsAPK || r == AsksCode || r == AsksData
	})
}

// PassedOn is the suspicion when the text is known to be a message of somebody else: what is asked in it is asked of the reader.
func (s Suspicion) PassedOn() Suspicion {
	s.Pasted = true
	s.Weight++
	return s
}

// Suspect looks for fraud in a message that was passed on, or in what somebody tells of a call, a message, a link or a file. It
// keeps nothing, needs no training and may be called with personal data masked or not.
func Suspect(text string) Suspicion {
	text, _ = Mask(text)
	found := map[string]int{}
	for _, sentence := range sentences(unhide(text)) {
		for i, w := range sentence {
			for _, r := range scamRules[w.text] {
				if r.weight > found[r.sign] && follow(r.steps, sentence[i+1:]) && !r.excused(sentence) {
					found[r.sign] = r.weight
				}
			}
		}
	}
	return weigh(found)
}

// Signs that are neither reasons nor harms: what makes fraud less likely, and who speaks.
const (
	safeSign   = "safe"
	waitsSign  = "waits" // an officer waits for a code; safe only while nobody called or wrote
	pastedSign = "pasted"
	toldSign   = "told"
)

// weigh adds up the signs found, each at its best.
func weigh(found map[string]int) Suspicion {
	s := Suspicion{Pasted: found[pastedSign] > 0 && found[toldSign] == 0}
	for _, r := range []Reason{AsksCode, SendsAPK, SendsLink, AsksData, AsksMoney, VideoCall, Calls, FarOff, SendsQR, SendsLetter, Threatens} {
		if found[string(r)] > 0 {
			s.Reasons = append(s.Reasons, r)
		}
	}
	for _, h := range []Harm{Installed, Clicked, GaveCode, GaveData, Paid, Deceived} {
		if found[string(h)] > 0 {
			s.Harms = append(s.Harms, h)
		}
	}
	for sign, weight := range found {
		switch sign {
		case safeSign:
			s.Weight -= weight
		case waitsSign:
			if found["contact"]+found["claim"]+found[string(Calls)] == 0 {
				s.Weight -= weight
			}
		case pastedSign, toldSign:
		default:
			s.Weight += weight
		}
	}
	return s
}
