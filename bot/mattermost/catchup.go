package mattermost

import (
	"context"
	"fmt"
	"maps"
	"slices"

	mm "github.com/mattermost/mattermost/server/public/model"
)

const (
	sinceLimit = 1000 // changed posts in one answer; more are cut off, and not the oldest or the latest
	pageSize   = 200  // the server's most
	maxPages   = 100  // posts created during one downtime that are looked at: 20,000
	maxHalving = 24   // requests to find the time after which the answer is complete
)

// changes are the posts of one channel that changed.
type changes struct {
	posts  map[string]*mm.Post // with the roots of those that changed
	latest int64               // the last change; the since that was asked for, if there was none
	cut    bool                // more changed than the server tells
}

// changed asks for everything that changed in a channel after a time of the server's.
//
// The answer is complete unless it has sinceLimit rows: then it is any thousand of those that changed. So what was created is
// read page by page, and for edits, deletions and reactions the latest time is found from which on they fit into one answer.
// What remains unseen are changes to posts from before since, if they are older than the latest thousand.
func (c *Channel) changed(ctx context.Context, channel string, since int64) (changes, error) {
	first, err := c.since(ctx, channel, since)
	if err != nil {
		return changes{}, err
	}
	out := changes{posts: first.Posts, latest: since}
	if len(first.Order) >= sinceLimit {
		out.cut = true
		if err := c.fill(ctx, channel, since, out.posts); err != nil {
			return changes{}, err
		}
	}
	for _, p := range out.posts {
		out.latest = max(out.latest, p.UpdateAt)
	}
	return out, nil
}

func (c *Channel) since(ctx context.Context, channel string, since int64) (*mm.PostList, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	list, resp, err := c.api.GetPostsSince(ctx, channel, max(since, 1), false) // 0 would mean: the first page
	if err != nil {
		return nil, fmt.Errorf("ask what changed: %w", c.answered(resp, err))
	}
	return tidy(list), nil
}

// tidy makes an answer safe to read: "null" and posts without content are JSON as well.
func tidy(list *mm.PostList) *mm.PostList {
	if list == nil {
		list = mm.NewPostList()
	}
	maps.DeleteFunc(list.Posts, func(_ string, p *mm.Post) bool { return p == nil })
	if list.Posts == nil {
		list.Posts = map[string]*mm.Post{}
	}
	return list
}

// fill adds to posts what an answer that was cut off may have left out.
func (c *Channel) fill(ctx context.Context, channel string, since int64, posts map[string]*mm.Post) error {
	latest := since
	for _, p := range posts {
		latest = max(latest, p.UpdateAt)
	}
	created, err := c.created(ctx, channel, since)
	if err != nil {
		return err
	}
	for _, p := range created {
		latest = max(latest, p.UpdateAt)
	}
	merge(posts, created)
	low, high := since, latest // after low it is too much, after high it is nothing
	for range maxHalving {
		if high-low <= 1 {
			break
		}
		middle := low + (high-low)/2
		list, err := c.since(ctx, channel, middle)
		if err != nil {
			return err
		}
		merge(posts, list.Posts)
		if len(list.Order) >= sinceLimit {
			low = middle
		} else {
			high = middle
		}
		if n := len(list.Order); n < sinceLimit && n > sinceLimit/2 {
			break
		}
	}
	return nil
}

// created are the posts that were created after a time, without deleted ones, and the roots that they answer to. Numbered pages would not do: of posts
// of the same millisecond, the server gives one on two pages and another on none.
func (c *Channel) created(ctx context.Context, channel string, since int64) (map[string]*mm.Post, error) {
	out := map[string]*mm.Post{}
	before := ""
	for range maxPages {
		list, err := c.page(ctx, channel, before)
		if err != nil {
			return nil, err
		}
		merge(out, list.Posts)
		if len(list.Order) < pageSize {
			break
		}
		oldest := list.Posts[list.Order[len(list.Order)-1]]
		if oldest == nil || oldest.CreateAt <= since {
			break
		}
		before = oldest.Id
		for _, id := range slices.Backward(list.Order) { // the next page begins with the whole of its millisecond
			if p := list.Posts[id]; p != nil && p.CreateAt > oldest.CreateAt {
				before = id
				break
			}
		}
	}
	return out, nil
}

// page are the latest posts of a channel, or those that were created before one of them.
func (c *Channel) page(ctx context.Context, channel, before string) (list *mm.PostList, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	var resp *mm.Response
	if before == "" {
		list, resp, err = c.api.GetPostsForChannel(ctx, channel, 0, pageSize, "", false, false)
	} else {
		list, resp, err = c.api.GetPostsBefore(ctx, channel, before, 0, pageSize, "", false, false)
	}
	if err != nil {
		return nil, fmt.Errorf("read a page of the channel: %w", c.answered(resp, err))
	}
	return tidy(list), nil
}

// merge keeps the newer of two versions of a post.
func merge(into, from map[string]*mm.Post) {
	for id, p := range from {
		if old := into[id]; old == nil || old.UpdateAt < p.UpdateAt {
			into[id] = p
		}
	}
}
