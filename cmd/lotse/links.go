package main

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	limit "golang.org/x/time/rate"

	"github.com/digitaler-lotse/lotse/flows/source"
)

const (
	linkAgent = "lotse-linkcheck (+https://github.com/digitaler-lotse/lotse)"
	linkPause = time.Second // between two requests to one host
	linkLimit = 20 * time.Second
	linkHosts = 16 // that are asked at a time
)

// linkChecker follows the links of the content.
type linkChecker struct {
	transport http.RoundTripper
	pause     time.Duration // between two requests to one host; 0: none
	now       time.Time     // for certificates that are about to expire

	mu     sync.Mutex
	limits map[string]*limit.Limiter // by host
}

// check follows every link of the content once and reports those with which something is wrong, at every place where they stand; n is
// the number of links. It fails only if ctx ends.
func (c *linkChecker) check(ctx context.Context, fsys fs.FS) (ds source.Diagnostics, n int, err error) {
	places := linksIn(fsys)
	hosts := map[string][]string{}
	for link := range places {
		u, err := url.Parse(link)
		if err != nil || u.Host == "" {
			for _, at := range places[link] {
				ds.Error("link", at, source.T("Das ist keine Adresse einer Internetseite: %s", "This is no address of a web page: %s", link))
			}
			continue
		}
		hosts[u.Host] = append(hosts[u.Host], link)
	}
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(linkHosts)
	for _, links := range hosts {
		slices.Sort(links)
		group.Go(func() error {
			for _, link := range links {
				found := c.follow(ctx, link)
				if ctx.Err() != nil {
					return ctx.Err()
				}
				mu.Lock()
				for _, at := range places[link] {
					for _, d := range found {
						d.At = at
						ds = append(ds, d)
					}
				}
				mu.Unlock()
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, 0, fmt.Errorf("follow the links: %w", err)
	}
	return ds.Sorted(), len(places), nil
}

// wait lets a host rest between two requests.
func (c *linkChecker) wait(ctx context.Context, host string) error {
	c.mu.Lock()
	if c.limits == nil {
		c.limits = map[string]*limit.Limiter{}
	}
	l := c.limits[host]
	if l == nil {
		l = limit.NewLimiter(limit.Every(c.pause), 1)
		c.limits[host] = l
	}
	c.mu.Unlock()
	return l.Wait(ctx)
}

// linkRE finds addresses in running text; those with placeholders are no links yet.
var linkRE = regexp.MustCompile(`https?://[^\s<>"')\]]+`)

// linksIn lists the links of all content files and the places where they stand.
func linksIn(fsys fs.FS) map[string][]source.Span {
	places := map[string][]source.Span{}
	for _, pattern := range []string{"*.yaml", "flows/*.yaml", "messages/*.yaml", "places/*.yaml", "services/*.yaml"} {
		names, _ := fs.Glob(fsys, pattern) // the pattern is right
		for _, name := range names {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				continue // the check has said so
			}
			if _, root, _ := source.Parse(name, data); root != nil {
				linksOf(root, places)
			}
		}
	}
	return places
}

func linksOf(n *source.Node, places map[string][]source.Span) {
	for _, p := range n.Pairs {
		linksOf(p.Value, places)
	}
	for _, item := range n.Items {
		linksOf(item, places)
	}
	seen := map[string]int{}
	for _, link := range linkRE.FindAllString(n.Value, -1) {
		link = strings.TrimRight(link, ".,;:!?*_")
		if strings.Contains(link, "{") {
			continue
		}
		places[link] = append(places[link], n.Find(link, seen[link]))
		seen[link]++
	}
}
