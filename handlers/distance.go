package handlers

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ikdbot/locales"
)

// spot is where somebody is, or seems to be: WGS 84 in degrees, known within a radius in km.
type spot struct{ lat, lng, within float64 }

// service is a point as one person would find it.
type service struct {
	locales.Point
	km     float64 // straight line to the seat of the point's kecamatan; negative where it cannot be said
	within float64 // the distance may be off by so many km
}

// servicesFor lists the points that serve an area ("" for anybody), sure ones first, near ones first.
func servicesFor(r *locales.Regency, area string, from *spot) []service {
	var list []service
	for _, p := range r.Points {
		if !serves(p, area) {
			continue
		}
		s := service{Point: p, km: -1}
		if seat, ok := r.Seat(kecamatanOf(r, p.Area)); ok && from != nil {
			s.km = kilometres(from.lat, from.lng, seat.Lat, seat.Lng)
			s.within = from.within + seat.PrecisionKM
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(a, b service) int {
		if a.Certain != b.Certain {
			return cmp.Compare(btoi(b.Certain), btoi(a.Certain))
		}
		return cmp.Compare(a.km, b.km)
	})
	return list
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func serves(p locales.Point, area string) bool {
	return len(p.Serves) == 0 || slices.ContainsFunc(p.Serves, func(code string) bool {
		return area == code || strings.HasPrefix(area, code+".")
	})
}

// kecamatanOf climbs from a desa to its kecamatan; a kecamatan is its own; above there is none.
func kecamatanOf(r *locales.Regency, code string) string {
	for code != "" {
		a, ok := r.Area(code)
		if !ok {
			return ""
		}
		if a.Level == "kecamatan" {
			return code
		}
		code = a.Parent
	}
	return ""
}

// spotOf is where an area is thought to be: the seat town of its kecamatan, as people measure a way from there.
func spotOf(r *locales.Regency, area string) *spot {
	seat, ok := r.Seat(kecamatanOf(r, area))
	if !ok {
		return nil
	}
	return &spot{seat.Lat, seat.Lng, seat.PrecisionKM}
}

// nearestKecamatan is the kecamatan whose seat is nearest to a point, and how far that is; "" where no seat is known.
func nearestKecamatan(r *locales.Regency, from spot) (code string, km float64) {
	km = math.Inf(1)
	for _, child := range r.Children(r.Root()) {
		if seat, ok := r.Seat(child); ok {
			if d := kilometres(from.lat, from.lng, seat.Lat, seat.Lng); d < km {
				code, km = child, d
			}
		}
	}
	return code, km
}

// kilometres is the great-circle distance of two points (haversine, earth radius 6,371 km).
func kilometres(lat1, lng1, lat2, lng2 float64) float64 {
	const radius, degree = 6371, math.Pi / 180
	sinLat, sinLng := math.Sin((lat2-lat1)*degree/2), math.Sin((lng2-lng1)*degree/2)
	h := sinLat*sinLat + math.Cos(lat1*degree)*math.Cos(lat2*degree)*sinLng*sinLng
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}
