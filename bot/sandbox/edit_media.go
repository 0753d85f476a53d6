package sandbox

import (
	"encoding/json"
	"net/url"
)

// editMessageMedia puts another photo and caption in the place of those of a message. The sandbox knows photos only.
func editMessageMedia(c *call) (any, *apiError) {
	var media struct {
		Type      string `json:"type"`
		Media     string `json:"media"`
		Caption   string `json:"caption"`
		ParseMode string `json:"parse_mode"`
	}
	if json.Unmarshal([]byte(c.get("media")), &media) != nil || media.Type != "photo" {
		return nil, bad("can't parse InputMedia: media must be a photo here")
	}
	inner := &call{s: c.s, ctx: c.ctx, params: params{
		values:  url.Values{"photo": {media.Media}, "caption": {media.Caption}, "parse_mode": {media.ParseMode}},
		uploads: c.uploads,
	}}
	var with Message
	var err *apiError
	if with.Caption, with.CaptionEntities, err = inner.text("caption", "caption_entities", maxCaption); err != nil {
		return nil, err
	}
	if err = inner.attach(&with, "photo"); err != nil {
		return nil, err
	}
	return c.edit(func(m *Message) *apiError {
		if m.Photo == nil && m.Document == nil {
			return bad("there is no media in the message to edit")
		}
		m.Photo, m.Document, m.Caption, m.CaptionEntities = with.Photo, nil, with.Caption, with.CaptionEntities
		return nil
	})
}
