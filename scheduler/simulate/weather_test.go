package simulate

import (
	"fmt"
	"time"
)

// weather is how likely the faults are, and which of the long ones are on. The zero weather is fair.
type weather struct {
	redisRefuse, redisLose, redisHold     float64
	telegramRefuse, telegramLose, gateway float64
	tooMany, telegramHold                 float64
	crash, freeze, slow                   float64 // before a step: the replica dies, stops, or everything takes its time
	redisDown, telegramDown               bool
	skew                                  map[string]time.Duration // how far the clocks of the replicas are off, by letter
	raging                                bool                     // a storm is on
	storm                                 int                      // which storm it is; only the last one ends it
}

// verdict decides what becomes of a call that has its turn.
func (x *weather) verdict(w *world, c *call) verdict {
	one := func(fates ...chance) verdict {
		for _, f := range fates {
			if w.roll(f.p) {
				return verdict{do: f.do, after: 1 + w.dice.IntN(40)}
			}
		}
		return verdict{do: goOn}
	}
	switch c.kind {
	case toRedis:
		if x.redisDown || c.by.cut {
			return verdict{do: refuse}
		}
		return one(chance{refuse, x.redisRefuse}, chance{lose, x.redisLose}, chance{hold, x.redisHold})
	case toTelegram:
		if x.telegramDown {
			return verdict{do: refuse}
		}
		return one(chance{refuse, x.telegramRefuse}, chance{lose, x.telegramLose}, chance{gateway, x.gateway},
			chance{tooMany, x.tooMany}, chance{hold, x.telegramHold})
	case delivery:
		return one(chance{refuse, x.telegramRefuse / 2}, chance{lose, x.telegramLose / 2}, chance{hold, x.telegramHold / 2})
	case answer, poll:
		return one(chance{lose, (x.redisLose + x.telegramLose) / 2})
	}
	return verdict{do: goOn}
}

type chance struct {
	do fate
	p  float64
}

// storm brings a few kinds of faults at once, for some minutes.
func (w *world) storm() {
	x := &w.weather
	w.calm()
	x.storm++
	x.raging = true
	some := func(most float64) float64 { return most * w.dice.Float64() }
	for range 1 + w.dice.IntN(3) {
		switch w.dice.IntN(12) {
		case 0:
			x.redisRefuse = some(0.3)
		case 1:
			x.redisLose = some(0.3)
		case 2:
			x.redisHold = some(0.5)
		case 3:
			x.telegramRefuse = some(0.5)
		case 4:
			x.telegramLose = some(0.5)
		case 5:
			x.gateway = some(0.3)
		case 6:
			x.tooMany = some(0.4)
		case 7:
			x.telegramHold = some(0.5)
		case 8, 9:
			x.crash, x.telegramHold, x.redisHold = some(0.03), some(0.5), some(0.3)
		case 10:
			x.freeze, x.telegramHold = some(0.03), some(0.5)
		case 11: // what is not answered at once cannot be kept, and then the bot dies
			x.redisRefuse, x.tooMany, x.crash = some(0.8), some(0.4), some(0.05)
		}
	}
	x.slow = some(0.2)
	number := x.storm
	d := w.between(time.Minute, 20*time.Minute)
	w.in(d, "", func() {
		if x.storm == number {
			w.calm()
			w.trouble = w.now
		}
	})
	w.note("storm %d for %s: %s", number, d.Round(time.Second), x)
}

// calm ends the faults of single steps.
func (w *world) calm() {
	w.mu.Lock()
	defer w.mu.Unlock()
	x := &w.weather
	*x = weather{redisDown: x.redisDown, telegramDown: x.telegramDown, skew: x.skew, storm: x.storm}
}

// String lists what is likely.
func (x *weather) String() string {
	return fmt.Sprintf("redis refuse %.2f lose %.2f hold %.2f, telegram refuse %.2f lose %.2f hold %.2f 502 %.2f 429 %.2f, crash %.2f freeze %.2f slow %.2f",
		x.redisRefuse, x.redisLose, x.redisHold, x.telegramRefuse, x.telegramLose, x.telegramHold, x.gateway, x.tooMany, x.crash, x.freeze, x.slow)
}

// outage is one of the faults that last: Redis or Telegram out of reach, a replica cut off from Redis, a clock that jumps, a machine
// that is off for days.
func (w *world) outage() {
	w.trouble = w.now
	short := w.between(2*time.Second, 4*time.Minute)
	if w.roll(0.1) {
		short = w.between(10*time.Minute, 90*time.Minute)
	}
	x := &w.weather
	switch w.dice.IntN(9) {
	case 0, 1, 2:
		w.note("redis is down for %s", short.Round(time.Second))
		w.reach(&x.redisDown, true)
		w.in(short, "redis is back", func() { w.reach(&x.redisDown, false) })
	case 3, 4:
		w.note("telegram is down for %s", short.Round(time.Second))
		x.telegramDown = true
		w.in(short, "telegram is back", func() { x.telegramDown, w.trouble = false, w.now })
	case 5:
		if r := w.any(); r != nil {
			w.note("%s is cut off from redis for %s", r.who, short.Round(time.Second))
			w.reach(&r.cut, true)
			w.in(short, r.who+" reaches redis again", func() { w.reach(&r.cut, false) })
		}
	case 6:
		if r := w.any(); r != nil {
			w.jump(r)
		}
	case 7:
		for r := w.any(); r != nil && r.alive(); {
			w.crash(r)
		}
	case 8:
		if w.roll(0.2) {
			w.dark()
		}
	}
}

// any draws one of the replicas; nil if none runs.
func (w *world) any() *replica {
	if len(w.replicas) == 0 {
		return nil
	}
	return w.replicas[w.dice.IntN(len(w.replicas))]
}

// mostSkew is how far a clock is ever off.
const mostSkew = 6 * time.Hour

// jump puts a replica's clock wrong for some hours. The machine it runs on keeps that when the replica is started again.
func (w *world) jump(r *replica) {
	skew := w.between(-mostSkew, mostSkew)
	if w.roll(0.5) {
		skew /= 60
	}
	w.note("the clock of %s jumps by %s", r.letter, skew.Round(time.Second))
	w.setClock(r.letter, skew)
	w.in(w.between(time.Minute, 8*time.Hour), "the clock of "+r.letter+" is right again", func() { w.setClock(r.letter, 0) })
}

func (w *world) setClock(letter string, skew time.Duration) {
	w.trouble = w.now
	w.weather.skew[letter] = skew
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range w.replicas {
		if r.letter == letter {
			r.skew = skew
		}
	}
}

// dark switches everything off for up to three days and a half.
func (w *world) dark() {
	d := w.between(time.Hour, 84*time.Hour)
	w.note("everything is switched off for %s", d.Round(time.Second))
	for len(w.replicas) > 0 {
		r := w.replicas[0]
		w.kill(r)
		w.later(d, r)
	}
}

// peace ends all faults.
func (w *world) peace() {
	w.calm()
	w.weather.telegramDown = false
	w.reach(&w.weather.redisDown, false)
	for _, letter := range []string{"A", "B"} {
		w.setClock(letter, 0)
		w.on(letter)
	}
	for _, r := range w.replicas {
		r.frozen = false
		w.reach(&r.cut, false)
	}
	w.trouble = w.now
	w.note("peace")
}
